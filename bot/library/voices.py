"""The languages that cards are read aloud in, from ``voices.yaml``: a province adds its own by a line.

The file may be missing: then nothing is recorded and nobody is asked.
"""

from __future__ import annotations

from bot.domain.curriculum import VoiceLanguage
from bot.domain.folding import fold
from bot.library import limits, yamls
from bot.library.problems import FileFindings
from bot.library.worktable import check_id

VOICES_FILE = "voices.yaml"
_KEYS = {"id": ("id", "mã"), "name": ("name", "tên")}


def read_voices(text: str | None, findings: FileFindings) -> tuple[VoiceLanguage, ...]:
    """The languages in their order; each id and each name stands once, also when diacritics are left aside."""
    voices: list[VoiceLanguage] = []
    for node in yamls.items(yamls.read_yaml(text, findings), findings):
        line = yamls.line_of(node)
        fields = yamls.named_fields(node, _KEYS, findings)
        language, name = (yamls.text_of(fields[key], findings) if key in fields else "" for key in ("id", "name"))
        check_id(language, line, f"Mã tiếng «{language}»", findings)
        if len(language) > limits.VOICE_ID or not 1 <= len(name) <= limits.VOICE_NAME:
            findings.error(
                line,
                "voice",
                f"Tiếng «{name or language}» viết chưa đúng",
                f"Ghi «id:» không quá {limits.VOICE_ID} ký tự và «name:» từ 1 đến {limits.VOICE_NAME} ký tự: "
                "«- id: ede», dòng dưới «name: tiếng Ê Đê».",
            )
        if any(language == known.id or fold(name) == fold(known.name) for known in voices):
            findings.error(line, "voice-twice", f"Tiếng «{name}» đã có ở trên", "Giữ lại một.")
        voices.append(VoiceLanguage(language, name))
    return tuple(voices)
