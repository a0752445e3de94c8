"""The buttons the bot gives: under its messages and in place of her keyboard."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.page.conftest import ChatPage, Sandboxed

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_tap_edits_the_message_in_place(desktop: ChatPage) -> None:
    await desktop.start()
    await desktop.button("Học tiếp").click()

    await expect(desktop.bubbles().last).to_contain_text("Thẻ 2/5")
    await expect(desktop.bubbles().last).to_contain_text("đã sửa")
    await expect(desktop.bubbles()).to_have_count(2)


async def test_a_short_answer_to_a_tap_is_a_toast(desktop: ChatPage) -> None:
    await desktop.start()
    await desktop.button("Gợi ý").click()

    await expect(desktop.phone().locator(".toast")).to_have_text("Chị xem lại Điều 18 nhé")
    await expect(desktop.button("Gợi ý")).to_have_attribute("aria-busy", "false")


async def test_an_alert_waits_until_she_has_read_it(desktop: ChatPage) -> None:
    await desktop.start()
    await desktop.button("Lưu ý").click()

    alert = desktop.page.get_by_role("dialog")
    await expect(alert).to_contain_text("Chị nhớ lưu bài lại")
    await alert.get_by_role("button", name="Đã hiểu").click()
    await expect(alert).to_have_count(0)


async def test_a_tap_keeps_its_spinner_until_it_is_answered(desktop: ChatPage, sandboxed: Sandboxed) -> None:
    await desktop.start()
    await desktop.button("Chờ mãi").click()

    await expect(desktop.button("Chờ mãi")).to_have_attribute("aria-busy", "true")
    await expect(desktop.button("Chờ mãi").locator(".spinner")).to_be_visible()
    await expect(desktop.button("Học tiếp").locator(".spinner")).to_be_hidden()

    await sandboxed.world.until(lambda: any("callback_query" in update for update in sandboxed.bot.heard))
    query = next(update["callback_query"] for update in sandboxed.bot.heard if "callback_query" in update)
    await sandboxed.bot.call("answerCallbackQuery", callback_query_id=query["id"])

    await expect(desktop.button("Chờ mãi")).to_have_attribute("aria-busy", "false")
    await expect(desktop.phone().locator(".toast")).to_have_count(0)


async def test_a_link_asks_first_and_a_code_is_copied(desktop: ChatPage) -> None:
    await desktop.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await desktop.start()
    await desktop.button("Trang của Hội").click()
    question = desktop.page.get_by_role("dialog")
    await expect(question).to_contain_text("https://example.org/hoi")
    await question.get_by_role("button", name="Thôi").click()

    await desktop.button("Mã lớp").click()

    await expect(desktop.phone().locator(".toast")).to_have_text("Đã sao chép")
    assert await desktop.page.evaluate("navigator.clipboard.readText()") == "HOA-2026"


async def test_her_number_is_shared_only_after_a_question(desktop: ChatPage, sandboxed: Sandboxed) -> None:
    await desktop.start()
    await desktop.say("/so")
    keys = desktop.phone().get_by_role("group", name="Bàn phím của bot")
    await expect(keys.get_by_role("button")).to_have_text(["Gửi số điện thoại", "Để sau", "Không gửi"])
    await expect(desktop.phone().get_by_label("Viết tin nhắn")).to_have_attribute("placeholder", "Chọn một nút")

    await desktop.button("Gửi số điện thoại").click()
    question = desktop.page.get_by_role("dialog")
    await expect(question).to_contain_text("+84900000011")
    await question.get_by_role("button", name="Thôi").click()
    assert not [message for message in sandboxed.hoa.chat if "contact" in message]

    await desktop.button("Gửi số điện thoại").click()
    await question.get_by_role("button", name="Chia sẻ").click()

    await expect(desktop.phone().locator(".hers .card")).to_contain_text("Hoa Nguyễn Thị")
    await expect(desktop.bubbles().last).to_contain_text("Em đã nhận số.")
    await expect(keys).to_have_count(0)


async def test_a_key_says_its_words_and_the_keyboard_can_be_put_away(desktop: ChatPage) -> None:
    await desktop.start()
    await desktop.say("/so")
    await desktop.button("Để sau").click()
    await expect(desktop.bubbles().last).to_contain_text("Em nghe: Để")
    keys = desktop.phone().get_by_role("group", name="Bàn phím của bot")
    await expect(keys).to_be_visible()

    await desktop.phone().get_by_label("Ẩn hoặc hiện bàn phím của bot").click()
    await expect(keys).to_have_count(0)
    await desktop.phone().get_by_label("Ẩn hoặc hiện bàn phím của bot").click()
    await expect(keys).to_be_visible()


async def test_a_question_that_wants_a_reply_prepares_one(desktop: ChatPage) -> None:
    await desktop.start()
    await desktop.say("/hoi")
    box = desktop.phone().get_by_label("Viết tin nhắn")
    await expect(box).to_have_attribute("placeholder", "Viết câu hỏi")
    await expect(desktop.phone().locator(".about")).to_contain_text("Chị muốn hỏi gì?")

    await expect(box).to_be_focused()
    await desktop.say("Đất")

    await expect(desktop.bubbles().last).to_contain_text("(trả lời: Chị muốn hỏi gì?)")
