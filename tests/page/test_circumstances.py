"""What a developer can make happen: links, blocks, a lost signal, another hour, misfortunes, a small screen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.async_api import expect

from bot.sandbox.profile import Link
from tests.page.conftest import ChatPage, Sandboxed

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.parametrize("typed", ["https://t.me/chihoi_thu_bot?start=u-3f9a1c", "u-3f9a1c"])
async def test_a_deep_link_starts_the_bot_with_its_token(desktop: ChatPage, typed: str) -> None:
    await desktop.choose("Mở liên kết")
    await desktop.page.get_by_label("Liên kết hoặc mã").fill(typed)
    await desktop.page.keyboard.press("Enter")

    await expect(desktop.bubbles().first).to_contain_text("/start u-3f9a1c")
    await expect(desktop.bubbles().last).to_contain_text("Mã: u-3f9a1c")


async def test_prepared_links_are_one_click_away(desktop: ChatPage, sandboxed: Sandboxed) -> None:
    sandboxed.world.links.append(Link("Chi hội Đồng Tâm", "dong-tam"))
    await desktop.page.reload()
    await desktop.choose("Mở liên kết")
    await desktop.page.get_by_role("dialog").get_by_role("button", name="Chi hội Đồng Tâm").click()

    await expect(desktop.bubbles().last).to_contain_text("Mã: dong-tam")


async def test_a_link_to_somewhere_else_is_refused_with_words(desktop: ChatPage) -> None:
    await desktop.choose("Mở liên kết")
    await desktop.page.get_by_label("Liên kết hoặc mã").fill("https://t.me/bot_khac?start=x")
    await desktop.page.keyboard.press("Enter")

    await expect(desktop.page.get_by_role("alert")).to_contain_text("Không mở được")
    await expect(desktop.button("BẮT ĐẦU")).to_be_visible()


async def test_she_blocks_the_bot_and_comes_back(desktop: ChatPage, sandboxed: Sandboxed) -> None:
    await desktop.start()
    await desktop.choose("Đã chặn bot")

    await expect(desktop.phone().get_by_label("Viết tin nhắn")).to_have_count(0)
    assert sandboxed.hoa.has_blocked

    await desktop.button("BỎ CHẶN BOT").click()

    await expect(desktop.phone().get_by_label("Viết tin nhắn")).to_be_visible()
    assert not sandboxed.hoa.has_blocked


async def test_without_a_signal_her_message_waits_under_a_clock(desktop: ChatPage, sandboxed: Sandboxed) -> None:
    await desktop.start()
    await desktop.choose("Mất sóng")
    await expect(desktop.phone()).to_contain_text("Đang chờ sóng…")
    await desktop.say("alô")

    waiting = desktop.phone().get_by_role("img", name="Đang chờ sóng")
    await expect(waiting).to_be_visible()
    assert not [update for update in sandboxed.bot.heard if update.get("message", {}).get("text") == "alô"]

    await desktop.choose("Mất sóng")

    await expect(desktop.bubbles().last).to_contain_text("Em nghe: alô")
    await expect(waiting).to_have_count(0)


async def test_the_clock_moves_forward_and_the_day_changes(desktop: ChatPage, sandboxed: Sandboxed) -> None:
    await desktop.start()
    before = sandboxed.world.clock.now()
    await desktop.page.get_by_role("button", name="+1 ngày").click()

    await expect(desktop.phone().locator(".day")).to_have_text("Hôm qua")
    assert sandboxed.world.clock.now() - before >= timedelta(days=1)


async def test_the_clock_goes_to_seven_in_the_evening(desktop: ChatPage) -> None:
    await desktop.page.get_by_role("button", name="Đến 19:00").click()

    await expect(desktop.page.locator(".clock-face time")).to_have_text("19:00")


async def test_an_ordered_fault_is_listed_and_a_refused_call_too(desktop: ChatPage, sandboxed: Sandboxed) -> None:
    await desktop.start()
    await desktop.say("/sai")
    await desktop.page.get_by_role("button", name="Sự cố").click()
    panel = desktop.page.get_by_role("complementary", name="Sự cố")
    await expect(panel.locator(".error-list")).to_contain_text("can't parse entities")

    await panel.get_by_label("Loại").select_option("500")
    await panel.get_by_label("Số lần").fill("2")
    await panel.get_by_label("Lệnh").select_option("sendPhoto")
    await panel.get_by_role("button", name="Gài sự cố").click()
    await expect(panel.locator(".fault-list")).to_contain_text("500 · máy chủ lỗi × 2sendPhoto · gửi ảnh")
    assert sandboxed.world.faults.as_json() == [{"kind": "500", "times": 2, "method": "sendPhoto"}]
    await expect(desktop.page.get_by_role("button", name="Sự cố, đang gài 2", exact=True)).to_be_visible()

    await panel.get_by_role("button", name="Gỡ hết sự cố").click()
    await expect(panel.locator(".fault-list")).to_have_text("Chưa gài sự cố nào.")
    assert sandboxed.world.faults.as_json() == []
    await expect(desktop.page.get_by_role("button", name="Sự cố", exact=True)).to_be_visible()


async def test_a_fault_strikes_what_people_see_unless_another_method_is_chosen(
    desktop: ChatPage, sandboxed: Sandboxed
) -> None:
    await desktop.page.get_by_role("button", name="Sự cố").click()
    panel = desktop.page.get_by_role("complementary", name="Sự cố")
    await panel.get_by_role("button", name="Gài sự cố").click()
    await expect(panel.locator(".fault-list")).to_contain_text("Mọi lệnh nhắn tin")
    assert sandboxed.world.faults.as_json() == [{"kind": "429", "times": 1, "method": "messages"}]
    await desktop.button("BẮT ĐẦU").click()

    await expect(panel.locator(".fault-list")).to_have_text("Chưa gài sự cố nào.")
    await expect(panel.locator(".error-list")).to_contain_text("sendMessage 429")


async def test_a_bot_that_somebody_else_runs_cannot_be_restarted_here(desktop: ChatPage) -> None:
    await desktop.page.get_by_role("button", name="Sự cố").click()
    panel = desktop.page.get_by_role("complementary", name="Sự cố")

    await expect(panel.get_by_role("button", name="Gài sự cố")).to_be_visible()
    await expect(panel.get_by_role("button", name="Khởi động lại bot")).to_be_hidden()


async def test_somebody_new_joins_the_table(desktop: ChatPage) -> None:
    await desktop.page.get_by_role("button", name="Thêm người").click()
    await desktop.page.get_by_label("Tên", exact=True).fill("Mai")
    await desktop.page.keyboard.press("Enter")

    await expect(desktop.page.locator(".phone")).to_have_count(3)
    await expect(desktop.page.get_by_role("region", name="Máy của Mai")).to_be_visible()


async def test_at_360_pixels_there_is_one_chat_and_nothing_sticks_out(handheld: ChatPage, sandboxed: Sandboxed) -> None:
    await expect(handheld.page.locator(".phone")).to_have_count(1)
    await handheld.start()
    for words in ("/dinhdang", "/anh", "/tep", "/pha", "x" * 300, "/so"):
        await handheld.phone().get_by_label("Viết tin nhắn").fill(words)
        await handheld.button("Gửi").tap()
    await expect(handheld.bubbles().last).to_contain_text("Chị cho em số nhé?")
    assert await handheld.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert await handheld.phone().locator(".log").evaluate("node => node.scrollWidth <= node.clientWidth")

    await handheld.page.get_by_role("navigation").get_by_role("button", name="Lan").tap()
    await expect(handheld.phone(sandboxed.lan)).to_be_visible()
    await expect(handheld.phone(sandboxed.hoa)).to_have_count(0)


async def test_at_360_pixels_everybody_and_everything_is_within_reach(handheld: ChatPage, sandboxed: Sandboxed) -> None:
    for name in ("Mai", "Cúc", "Nhài", "Huệ"):
        sandboxed.world.add_person(name, "Phạm")
    bar = handheld.page.get_by_role("navigation")
    await expect(bar.locator("[data-person]")).to_have_count(6)
    for place in (bar.get_by_role("button", name="Thêm người"), bar.get_by_role("button", name="Nhóm chi hội"),
                  handheld.page.locator(".clock-face"), handheld.page.get_by_role("button", name="Sự cố")):  # fmt: skip
        box = await place.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        assert min(box["width"], box["height"]) >= 40
    await bar.get_by_role("button", name="Huệ").tap()
    await expect(handheld.page.get_by_role("region", name="Máy của Huệ Phạm")).to_be_visible()
    await bar.get_by_role("button", name="Thêm người").tap()
    await expect(handheld.page.get_by_role("dialog", name="Thêm người")).to_be_visible()
    assert await handheld.page.evaluate("document.documentElement.scrollWidth") <= 360


async def test_what_flashes_up_hides_no_word_of_the_chat(handheld: ChatPage, sandboxed: Sandboxed) -> None:
    await handheld.start()
    await handheld.phone().get_by_label("Viết tin nhắn").fill("/nhieu")
    await handheld.button("Gửi").tap()
    await expect(handheld.bubbles().last).to_contain_text("Dòng thứ 30")
    sent = await sandboxed.bot.call(
        "sendMessage",
        chat_id=sandboxed.hoa.id,
        text="Chị được 5 trên 5 câu.\n" * 30,
        reply_markup={"inline_keyboard": [[{"text": "Gợi ý", "callback_data": "hint"}]]},
    )
    await expect(handheld.phone().locator(f'[data-message="{sent["message_id"]}"]')).to_be_visible()
    await handheld.button("Gợi ý").last.tap()
    toast = handheld.phone().locator(".toast")
    await expect(toast).to_have_text("Chị xem lại Điều 18 nhé")
    above, chat = await toast.bounding_box(), await handheld.phone().locator(".log").bounding_box()
    assert above is not None
    assert chat is not None

    assert above["y"] + above["height"] <= chat["y"]


async def test_what_is_touched_is_at_least_44_pixels_high(handheld: ChatPage) -> None:
    await handheld.start()
    await handheld.phone().get_by_label("Viết tin nhắn").fill("/so")
    await handheld.button("Gửi").tap()
    await expect(handheld.bubbles().last).to_contain_text("Chị cho em số nhé?")
    small = await handheld.page.locator("button:visible:not(.message-more)").evaluate_all(
        "nodes => nodes.filter(node => node.getBoundingClientRect().height < 44).map(node => node.outerHTML)"
    )

    assert small == []


async def test_another_persons_new_messages_are_counted(handheld: ChatPage, sandboxed: Sandboxed) -> None:
    await handheld.start(sandboxed.hoa)
    await handheld.page.get_by_role("navigation").get_by_role("button", name="Lan").tap()
    sandboxed.hoa.says("chào em")

    await expect(handheld.page.get_by_role("img", name="1 tin chưa đọc")).to_be_visible()


async def test_a_held_finger_opens_the_menu_of_a_message(handheld: ChatPage) -> None:
    await handheld.start()
    await handheld.bubbles().last.dispatch_event("pointerdown", {"pointerType": "touch"})
    await expect(handheld.page.get_by_role("menuitem", name="Trả lời")).to_be_visible()
    await handheld.bubbles().last.dispatch_event("contextmenu")

    await expect(handheld.page.get_by_role("menu")).to_have_count(1)


async def test_the_page_works_with_the_keyboard_alone(desktop: ChatPage) -> None:
    await desktop.button("BẮT ĐẦU").focus()
    await desktop.page.keyboard.press("Enter")
    await expect(desktop.bubbles().last).to_contain_text("Thẻ 1/5")
    await desktop.button("Học tiếp").focus()
    await desktop.page.keyboard.press("Enter")
    await expect(desktop.bubbles().last).to_contain_text("Thẻ 2/5")

    await expect(desktop.button("Học tiếp")).to_be_focused()


async def test_three_phones_stay_beside_the_panel_of_troubles(desktop: ChatPage, sandboxed: Sandboxed) -> None:
    third = sandboxed.world.add_person("Mận")
    await desktop.page.get_by_role("button", name="Mận").click()
    phones = desktop.page.locator(".phone")
    await expect(phones).to_have_count(3)

    await desktop.page.locator(".faults-button").click()

    await expect(desktop.page.locator("#faults")).to_be_visible()
    await expect(phones).to_have_count(3)
    for person in (sandboxed.hoa, sandboxed.lan, third):
        box = await desktop.phone(person).bounding_box()
        assert box is not None
        assert box["width"] > 270
    people = await desktop.page.locator("#people").bounding_box()
    assert people is not None
    assert people["width"] <= 64
