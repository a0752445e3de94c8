"""Files: uploaded once, then sent by identifier; refused when Telegram would."""

from __future__ import annotations

import pytest

from bot.sandbox.voices import is_voice, seconds_of, silence
from bot.sandbox.wire import UploadedFile
from tests.sandbox.builders import (
    a_learner,
    a_photo_upload,
    a_picture,
    a_world,
    an_api,
    buttons,
    refusal,
    refused,
    result,
)


async def test_a_photo_is_uploaded_once_and_then_known_by_its_identifier() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    sent = await result(
        api, "sendPhoto", {"photo": a_photo_upload()}, chat_id=hoa.id, caption="<i>Hoa</i>", parse_mode="HTML"
    )
    assert sent["caption_entities"] == [{"type": "italic", "offset": 0, "length": 3}]
    again = await result(
        api, "sendPhoto", chat_id=hoa.id, photo=sent["photo"][-1]["file_id"], reply_markup=buttons("a")
    )
    assert again["photo"] == sent["photo"]
    assert again["reply_markup"] == buttons("a")
    assert world.files.uploads_by_bot == 1


@pytest.mark.parametrize("kind", ["document", "video", "voice", "audio", "animation", "sticker"])
async def test_every_kind_of_file_is_sent_and_sent_again(kind: str) -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    method = f"send{kind.title()}"
    content = silence() if kind == "voice" else b"abc"
    sent = await result(api, method, {kind: UploadedFile("a.bin", content)}, chat_id=hoa.id)
    again = await result(api, method, chat_id=hoa.id, **{kind: sent[kind]["file_id"]})
    assert again[kind] == sent[kind]
    told = await result(api, "getFile", file_id=sent[kind]["file_id"])
    stored = world.files.at(told["file_path"])
    assert stored is not None
    assert stored.content == content
    assert await refused(api, method, chat_id=hoa.id) == f"there is no {kind} in the request"


async def test_wrong_files_are_refused_in_telegrams_words() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    wrong = {
        "IMAGE_PROCESS_FAILED": b"no picture",
        "file must be non-empty": b"",
        "PHOTO_INVALID_DIMENSIONS": a_picture(2100, 100),
        "file is too big": b"x" * (10 * 1024 * 1024 + 1),
    }
    for words, content in wrong.items():
        answer = await refusal(api, "sendPhoto", {"photo": UploadedFile("a.png", content)}, chat_id=hoa.id)
        assert answer == (400, f"Bad Request: {words}")
    words = await refused(api, "sendPhoto", chat_id=hoa.id, photo="AgACAgUAAxkxyz")
    assert words == "wrong file identifier/HTTP URL specified"
    document = await result(api, "sendDocument", {"document": UploadedFile("a.txt", b"a")}, chat_id=hoa.id)
    words = await refused(api, "sendPhoto", chat_id=hoa.id, photo=document["document"]["file_id"])
    assert words == "can't use file of type Document as Photo"
    words = (await refusal(api, "sendPhoto", {"photo": a_photo_upload()}, chat_id=hoa.id, caption="x" * 1025))[1]
    assert words == "Bad Request: message caption is too long"
    assert len(hoa.chat) == 2


async def test_a_file_that_cannot_be_downloaded_says_why() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    assert await refused(api, "getFile") == "file_id not specified"
    assert await refused(api, "getFile", file_id="x") == "invalid file_id"
    hoa.sends_document("to.bin", b"x" * (20 * 1024 * 1024 + 1))
    [update] = await result(api, "getUpdates")
    file_id = update["message"]["document"]["file_id"]
    assert await refused(api, "getFile", file_id=file_id) == "file is too big"


async def test_an_album_comes_as_messages_of_one_group() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    media = [{"type": "photo", "media": "attach://a", "caption": "Một"}, {"type": "photo", "media": "attach://b"}]
    files = {"a": a_photo_upload(), "b": a_photo_upload()}
    first, second = await result(api, "sendMediaGroup", files, chat_id=hoa.id, media=media)
    assert first["media_group_id"] == second["media_group_id"]
    assert first["caption"] == "Một"
    ids = [{"type": "photo", "media": first["photo"][0]["file_id"]}] * 11
    assert await refused(api, "sendMediaGroup", chat_id=hoa.id, media=ids) == "too many messages to send as an album"
    assert await refused(api, "sendMediaGroup", chat_id=hoa.id, media=[]) == "there are no messages to send"


async def test_documents_and_music_keep_to_themselves_in_an_album_and_films_go_with_photos() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    sent = {}
    for kind in ("photo", "video", "document", "audio", "animation", "voice"):
        upload = (
            a_photo_upload() if kind == "photo" else UploadedFile("a.bin", silence() if kind == "voice" else b"abc")
        )
        message = await result(api, f"send{kind.title()}", {kind: upload}, chat_id=hoa.id)
        sent[kind] = message["photo"][-1]["file_id"] if kind == "photo" else message[kind]["file_id"]

    async def album(*kinds: str) -> str:
        media = [{"type": kind, "media": sent[kind]} for kind in kinds]
        return await refused(api, "sendMediaGroup", chat_id=hoa.id, media=media)

    before = len(hoa.chat)
    assert await album("photo", "document") == "document can't be mixed with other media types"
    assert await album("audio", "video") == "audio can't be mixed with other media types"
    assert await album("photo", "animation") == (
        "can't parse InputMedia: type \"animation\" can't be used in sendMediaGroup"
    )
    assert (await album("photo", "voice")).startswith("can't parse InputMedia: type")
    assert len(hoa.chat) == before
    for kinds in (("photo", "video"), ("document", "document"), ("audio", "audio")):
        media = [{"type": kind, "media": sent[kind]} for kind in kinds]
        first, second = await result(api, "sendMediaGroup", chat_id=hoa.id, media=media)
        assert [kinds[0] in first, kinds[1] in second] == [True, True]
        assert first["media_group_id"] == second["media_group_id"]


async def test_one_bad_file_keeps_a_whole_album_away() -> None:
    world = a_world()
    hoa = a_learner(world)
    media = [{"type": "photo", "media": "attach://a"}, {"type": "photo", "media": "attach://b"}]
    files = {"a": a_photo_upload(), "b": UploadedFile("b.png", b"no picture")}
    answer = await refusal(an_api(world), "sendMediaGroup", files, chat_id=hoa.id, media=media)
    words = 'failed to send message #2 with the error message "IMAGE_PROCESS_FAILED"'
    assert answer == (400, f"Bad Request: {words}")
    media[1]["media"] = "unknown"
    answer = await refusal(an_api(world), "sendMediaGroup", files, chat_id=hoa.id, media=media)
    assert answer == (400, "Bad Request: wrong file identifier/HTTP URL specified")
    media[0]["show_caption_above_media"] = True  # type: ignore[assignment]
    answer = await refusal(an_api(world), "sendMediaGroup", files, chat_id=hoa.id, media=media)
    assert answer[1] == "Bad Request: parameter show_caption_above_media must be the same for all messages"
    assert len(hoa.chat) == 1


async def test_what_is_sent_as_a_voice_and_is_none_becomes_a_file() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    heard = await result(api, "sendVoice", {"voice": UploadedFile("a.ogg", silence(7))}, chat_id=hoa.id, caption="Nghe")
    assert (heard["voice"]["duration"], heard["voice"]["mime_type"], heard["caption"]) == (7, "audio/ogg", "Nghe")
    for content in (b"ID3\x04", b"\xff\xfb\x90", b"\0\0\0\x20ftypM4A "):
        assert is_voice(content)
        assert seconds_of(content) == 0
    for content in (b"OggS but Vorbis", b"RIFF a wave", b"\x1aE\xdf\xa3 from a browser"):
        sent = await result(api, "sendVoice", {"voice": UploadedFile("a.ogg", content)}, chat_id=hoa.id)
        assert "voice" not in sent
        words = await refused(api, "sendVoice", chat_id=hoa.id, voice=sent["document"]["file_id"])
        assert words == "can't use file of type Document as Voice"
    words = await refused(api, "sendVoice", chat_id=hoa.id, voice=heard["voice"]["file_id"], caption="x" * 1025)
    assert words == "message caption is too long"


async def test_nothing_can_be_put_in_the_place_of_a_voice() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    voice = await result(api, "sendVoice", {"voice": UploadedFile("a.ogg", silence())}, chat_id=hoa.id)
    place = {"chat_id": hoa.id, "message_id": voice["message_id"]}
    assert await refused(api, "editMessageText", **place, text="x") == "there is no text in the message to edit"
    photo = await result(api, "sendPhoto", {"photo": a_photo_upload()}, chat_id=hoa.id)
    media = {"type": "photo", "media": photo["photo"][-1]["file_id"]}
    words = await refused(api, "editMessageMedia", **place, media=media)
    assert words == "message media can't be edited"
