"""What a learner does with her results, and anybody with a certificate's code."""

from __future__ import annotations

from dataclasses import dataclass

from bot.screens.codes import Action


@dataclass(frozen=True)
class OpenCertificate(Action):
    """Hand her the certificate for a course."""

    code = "vc"
    course: str


@dataclass(frozen=True)
class CheckCertificate(Action):
    """Say how a certificate is verified."""

    code = "vk"
