"""What a person reads and writes on the chat page."""

from __future__ import annotations

import pytest
from playwright.async_api import FilePayload, expect

from tests.page.conftest import ChatPage, Sandboxed
from tests.page.scripted_bot import HOSTILE, a_picture

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_before_the_first_message_the_bot_introduces_itself_beside_a_big_button(desktop: ChatPage) -> None:
    phone = desktop.phone()
    await expect(phone).to_contain_text("Em giúp chị học mỗi ngày 5 phút.")
    await expect(phone.get_by_label("Viết tin nhắn")).to_have_count(0)

    await desktop.start()

    await expect(desktop.bubbles().first).to_contain_text("/start")
    await expect(phone.get_by_label("Viết tin nhắn")).to_be_visible()


async def test_two_people_talk_with_the_bot_side_by_side(desktop: ChatPage, sandboxed: Sandboxed) -> None:
    await desktop.start(sandboxed.hoa)
    await expect(desktop.phone(sandboxed.lan)).to_be_visible()
    await expect(desktop.button("BẮT ĐẦU", sandboxed.lan)).to_be_visible()

    await desktop.start(sandboxed.lan)

    await expect(desktop.bubbles(sandboxed.hoa)).to_have_count(2)
    await expect(desktop.bubbles(sandboxed.lan)).to_have_count(2)


async def test_entities_become_formatted_words(desktop: ChatPage) -> None:
    await desktop.start()
    await desktop.say("/dinhdang")

    text = desktop.bubbles().last.locator(".text")
    for tag, words in [("b", "Đậm"), ("i", "nghiêng"), ("u", "gạch chân"), ("s", "gạch bỏ"), ("blockquote", "Điều 18")]:
        await expect(text.locator(tag)).to_have_text(words)
    await expect(text.locator("code.copyable")).to_have_text("HOA-2026")
    await expect(text.locator("pre")).to_have_text("dòng một\n  dòng hai")
    await expect(text.get_by_role("link", name="văn bản")).to_have_attribute("href", "https://example.org/luat")
    await text.get_by_role("button", name="Chữ bị che, bấm để xem").click()
    await expect(text.locator(".spoiler.revealed")).to_have_text("bí mật")


async def test_markup_in_a_message_is_shown_as_text_and_never_run(desktop: ChatPage) -> None:
    await desktop.start()
    title = await desktop.page.title()
    await desktop.say("/pha")

    await expect(desktop.bubbles().last.locator(".text")).to_contain_text(HOSTILE)
    await expect(desktop.phone().locator(".log img, .log script")).to_have_count(0)
    assert await desktop.page.title() == title


async def test_a_picture_is_shown_with_its_caption_and_opens_larger(desktop: ChatPage) -> None:
    await desktop.start()
    await desktop.say("/anh")

    bubble = desktop.bubbles().last
    await expect(bubble).to_contain_text("Ba việc nên nhớ")
    picture = bubble.locator("img")
    await expect(picture).to_have_js_property("naturalWidth", 640)
    await picture.click()
    await expect(desktop.page.get_by_role("dialog").locator("img")).to_be_visible()
    await desktop.page.keyboard.press("Escape")
    await expect(desktop.page.get_by_role("dialog")).to_have_count(0)


async def test_a_document_can_be_downloaded_under_its_name(desktop: ChatPage) -> None:
    await desktop.start()
    await desktop.say("/tep")

    async with desktop.page.expect_download() as download:
        await desktop.bubbles().last.get_by_role("link").click()

    assert (await download.value).suggested_filename == "so-tay.txt"


async def test_a_person_sends_a_picture_and_a_file(desktop: ChatPage, sandboxed: Sandboxed) -> None:
    await desktop.start()
    files: dict[str, FilePayload] = {
        "Ảnh hoặc video": {"name": "anh.png", "mimeType": "image/png", "buffer": a_picture(200, 100)},
        "Tệp": {"name": "ds.csv", "mimeType": "text/csv", "buffer": b"ten\nHoa\n"},
    }
    for name, file in files.items():
        await desktop.button("Đính kèm").click()
        async with desktop.page.expect_file_chooser() as chooser:
            await desktop.page.get_by_role("menuitem", name=name, exact=True).click()
        await (await chooser.value).set_files(file)
        await desktop.page.get_by_label("Chú thích (không bắt buộc)").fill("Ảnh **buổi họp**")
        await desktop.page.get_by_role("dialog").get_by_role("button", name="Gửi", exact=True).click()

    await expect(desktop.phone().locator(".hers img")).to_have_js_property("naturalWidth", 200)
    await expect(desktop.phone().locator(".hers .card")).to_contain_text("ds.csv")
    assert [message for message in sandboxed.hoa.chat if "document" in message]
    photo = next(message for message in sandboxed.hoa.chat if "photo" in message)
    assert photo["caption"] == "Ảnh buổi họp"
    assert photo["caption_entities"] == [{"type": "bold", "offset": 4, "length": 8}]


async def test_several_pictures_go_as_one_album(desktop: ChatPage, sandboxed: Sandboxed) -> None:
    await desktop.start()
    await desktop.button("Đính kèm").click()
    async with desktop.page.expect_file_chooser() as chooser:
        await desktop.page.get_by_role("menuitem", name="Ảnh hoặc video").click()
    picture = {"mimeType": "image/png", "buffer": a_picture(200, 100)}
    files: list[FilePayload] = [{"name": f"{name}.png", **picture} for name in "ab"]  # type: ignore[typeddict-item]
    await (await chooser.value).set_files(files)
    await desktop.page.get_by_role("dialog", name="Gửi 2 tệp").get_by_role("button", name="Gửi", exact=True).click()

    await expect(desktop.phone().locator(".hers img")).to_have_count(2)
    assert len({message.get("media_group_id") for message in sandboxed.hoa.chat if "photo" in message}) == 1


async def test_marks_around_words_format_them_as_in_telegram(desktop: ChatPage, sandboxed: Sandboxed) -> None:
    await desktop.start()
    await desktop.say("🌿 **Mời chị __đi họp__** lúc `19:00`, a__b__")
    hers = desktop.phone().locator(".hers").last
    await expect(hers.locator(".text b")).to_have_text("Mời chị đi họp")
    await expect(hers.locator(".text b i")).to_have_text("đi họp")
    message = next(message for message in reversed(sandboxed.hoa.chat) if not message["from"]["is_bot"])
    assert message["text"] == "🌿 Mời chị đi họp lúc 19:00, ab"
    assert message["entities"][0] == {"type": "bold", "offset": 3, "length": 14}

    await hers.locator(".bubble").click(button="right")
    await desktop.page.get_by_role("menuitem", name="Sửa tin").click()
    box = desktop.phone().get_by_label("Viết tin nhắn")
    await expect(box).to_have_value("🌿 **Mời chị __đi họp__** lúc `19:00`, a__b__")
    await box.fill("Mai họp")
    await box.press("Shift+Home")
    await desktop.button("Chữ đậm").click()
    await expect(box).to_have_value("**Mai họp**")
    await box.press("Control+i")
    await expect(box).to_have_value("**__Mai họp__**")
    await box.press("Enter")
    await expect(hers.locator(".text b i")).to_have_text("Mai họp")


async def test_in_the_group_everybody_writes_and_the_bot_answers_to_its_name(
    desktop: ChatPage, sandboxed: Sandboxed
) -> None:
    page = desktop.page
    await page.get_by_role("navigation").get_by_role("button", name="Nhóm chi hội").click()
    group = page.get_by_role("region", name="Nhóm chi hội")
    box = group.get_by_label("Viết trong nhóm")
    await box.fill("chào cả nhà")
    await box.press("Enter")
    await expect(group.locator(".hers .bubble")).to_contain_text(["chào cả nhà"])
    await group.get_by_role("button", name="Người viết").click()
    await page.get_by_role("menuitem", name="Lan Hoàng").click()
    await box.fill("em ơi")
    await group.get_by_role("button", name="Gọi tên bot").click()
    await expect(box).to_have_value("@chihoi_thu_bot em ơi")
    await box.press("Enter")

    answer = group.locator(".bots .bubble").last
    await expect(answer).to_contain_text("Em nghe: @chihoi_thu_bot")
    await expect(answer.locator(".origin")).to_have_text("Chị Hội")
    await expect(group.locator(".hers .bubble")).to_contain_text(["em ơi"])
    await expect(group.locator(".bots .bubble").filter(has_text="chào cả nhà")).to_contain_text("Hoa Nguyễn Thị")
    heard = [update["message"].get("text") for update in sandboxed.bot.heard if "message" in update]
    assert "chào cả nhà" not in heard
    assert [message for message in sandboxed.lan.chat if "em ơi" in message.get("text", "")] == []


async def test_a_person_is_offered_the_commands_of_her_own_chat(desktop: ChatPage, sandboxed: Sandboxed) -> None:
    await desktop.start(sandboxed.hoa)
    await desktop.start(sandboxed.lan)
    own = [{"command": "quantri", "description": "Quản trị"}]
    await sandboxed.bot.call("setMyCommands", commands=own, scope={"type": "chat", "chat_id": sandboxed.lan.id})
    await desktop.button("Các lệnh của bot", sandboxed.lan).click()
    await expect(desktop.phone(sandboxed.lan).locator(".command-row")).to_have_text(["/quantriQuản trị"])
    await desktop.page.keyboard.press("Escape")
    await desktop.button("Các lệnh của bot", sandboxed.hoa).click()

    await expect(desktop.phone(sandboxed.hoa).locator(".command-row").first).to_have_text("/hocVào học")


@pytest.mark.parametrize(
    ("name", "shown"), [("Vị trí", ".card"), ("Tin nhắn thoại", "audio"), ("Nhãn dán", ".sticker")]
)
async def test_a_person_sends_a_place_a_voice_and_a_sticker(desktop: ChatPage, name: str, shown: str) -> None:
    await desktop.start()
    await desktop.button("Đính kèm").click()
    await desktop.page.get_by_role("menuitem", name=name).click()
    if name == "Vị trí":
        await desktop.page.get_by_role("button", name="Chia sẻ", exact=True).click()

    await expect(desktop.phone().locator(f".hers {shown}")).to_be_visible()


async def test_she_answers_a_message_and_corrects_her_own(desktop: ChatPage, sandboxed: Sandboxed) -> None:
    await desktop.start()
    await desktop.bubbles().last.click(button="right")
    await desktop.page.get_by_role("menuitem", name="Trả lời").click()
    await desktop.say("vâng")
    await expect(desktop.bubbles().last).to_contain_text("(trả lời: Bài 1 · Thẻ 1/5)")
    hers = desktop.phone().locator(".hers").last
    await expect(hers.locator(".quote")).to_contain_text("Bài 1 · Thẻ 1/5")

    await hers.locator(".bubble").click(button="right")
    await desktop.page.get_by_role("menuitem", name="Sửa tin").click()
    await expect(desktop.phone().get_by_label("Viết tin nhắn")).to_have_value("vâng")
    await desktop.say("vâng ạ")

    await expect(hers.locator(".text")).to_have_text("vâng ạ")
    await expect(hers).to_contain_text("đã sửa")
    await sandboxed.world.until(lambda: any("edited_message" in update for update in sandboxed.bot.heard))


async def test_a_deleted_message_vanishes(desktop: ChatPage) -> None:
    await desktop.start()
    await desktop.say("chào")
    await expect(desktop.bubbles().last).to_contain_text("Em nghe: chào")
    await desktop.say("/xoa")

    await expect(desktop.phone().locator(".log")).not_to_contain_text("Em nghe: chào")


async def test_the_command_menu_offers_what_the_bot_registered(desktop: ChatPage) -> None:
    await desktop.start()
    await desktop.button("Các lệnh của bot").click()
    await expect(desktop.phone().locator(".command-row")).to_have_text(["/hocVào học", "/trogiupTrợ giúp"])
    await desktop.page.keyboard.press("Escape")
    await expect(desktop.phone().locator(".command-row")).to_have_count(0)

    await desktop.phone().get_by_label("Viết tin nhắn").fill("/tro")
    await expect(desktop.phone().locator(".command-row")).to_have_count(1)
    await desktop.phone().locator(".command-row").click()

    await expect(desktop.bubbles().last).to_contain_text("Em nghe: /trogiup")


async def test_the_chat_stays_where_she_reads_and_leads_back_down(desktop: ChatPage, sandboxed: Sandboxed) -> None:
    await desktop.start()
    await desktop.say("/nhieu")
    log = desktop.phone().locator(".log")
    await expect(log).to_contain_text("Dòng thứ 30")
    await expect(desktop.bubbles().last).to_be_in_viewport()
    await log.evaluate("node => { node.scrollTop = 0 }")
    down = desktop.phone().get_by_label("Xuống tin mới nhất")
    await expect(down).to_be_visible()

    await sandboxed.bot.call("sendMessage", chat_id=sandboxed.hoa.id, text="Tin ở dưới cùng")
    await expect(desktop.bubbles().last).to_contain_text("Tin ở dưới cùng")
    await expect(down).to_have_text("1")
    assert await log.evaluate("node => node.scrollTop") == 0

    await down.click()
    await expect(desktop.bubbles().last).to_be_in_viewport()
    await expect(down).to_be_hidden()


async def test_times_are_those_of_vietnam_wherever_the_browser_is(desktop: ChatPage, sandboxed: Sandboxed) -> None:
    await desktop.start()
    sent = sandboxed.hoa.chat[0]["date"]
    shown = await desktop.page.evaluate(
        "at => new Date(at * 1000 + 7 * 3600000).toISOString().slice(11, 16)",
        sent,
    )

    await expect(desktop.bubbles().first.locator("time")).to_have_text(shown)
    await expect(desktop.phone().locator(".day")).to_have_text("Hôm nay")


async def test_a_message_can_be_deleted_on_her_side(desktop: ChatPage, sandboxed: Sandboxed) -> None:
    await desktop.start()
    await desktop.say("ck danh e")
    hers = desktop.bubbles().filter(has_text="ck danh e").first
    await hers.hover()
    await hers.get_by_label("Thao tác với tin này").click()
    await desktop.page.get_by_role("dialog").get_by_text("Xóa tin ở máy này").click()

    await expect(
        desktop.bubbles().filter(has_text="ck danh e").and_(desktop.phone().locator(".hers .bubble"))
    ).to_have_count(0)
    assert any(posted.message.get("text") == "ck danh e" for posted in sandboxed.hoa.cloud.posted.values())


async def test_the_button_for_a_short_message_lies_above_what_stands_below_it(handheld: ChatPage) -> None:
    await handheld.start()
    await handheld.phone().get_by_label("Viết tin nhắn").fill("ừ")
    await handheld.button("Gửi").click()
    await expect(handheld.bubbles().filter(has_text="ừ").first).to_be_visible()
    covered = await handheld.page.evaluate(
        """() => [...document.querySelectorAll('.phone .message')].filter((message) => {
          const more = message.querySelector('.message-more');
          more.focus();
          more.scrollIntoView({block: 'center'});
          const box = more.getBoundingClientRect();
          const places = [[.5, .5], [.5, .9], [.1, .5], [.9, .5]];
          return places.some(([x, y]) => !more.contains(
            document.elementFromPoint(box.left + box.width * x, box.top + box.height * y)));
        }).length"""
    )
    assert covered == 0
