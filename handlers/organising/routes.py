"""The organisers' table: what is tapped, which right it takes, and who answers.

The right named here is the one without which nobody gets as far as the handler; the handler asks for it in the unit
that is meant.
"""

from __future__ import annotations

from bot.domain.learner import Awaiting
from bot.domain.managing import Right
from bot.screens.codes import Action
from bot.screens.organising import roster_actions as ra
from bot.screens.organising.home_actions import OpenManagement
from handlers.access import Asked, Handler, Open
from handlers.organising import home, inviting, roster

ORGANISING: dict[type[Action], tuple[Open | Right, Handler]] = {
    OpenManagement: (Open.ORGANISER, home.open_management),
    ra.OpenRoster: (Right.ENROL, roster.open_roster),
    ra.AskForRoster: (Right.ENROL, roster.ask_for_roster),
    ra.TakeTemplate: (Right.ENROL, roster.take_template),
    ra.SeeCheck: (Right.ENROL, roster.see_check),
    ra.ConfirmRoster: (Right.ENROL, roster.confirm_roster),
    ra.DropRoster: (Right.ENROL, roster.drop_roster),
    ra.ListMissing: (Right.ENROL, roster.list_missing),
    ra.SeeMissing: (Right.ENROL, roster.see_missing),
    ra.OpenInviting: (Right.ENROL, inviting.open_inviting),
    ra.SeeInvitations: (Right.ENROL, inviting.see_invitations),
    ra.MakeInvitation: (Right.ENROL, inviting.make_invitation),
    ra.AskPosters: (Right.ENROL, inviting.ask_posters),
    ra.PrintPosters: (Right.ENROL, inviting.print_posters),
    ra.AskToWithdraw: (Right.ENROL, inviting.ask_to_withdraw),
    ra.WithdrawInvitation: (Right.ENROL, inviting.withdraw_invitation),
    ra.ReplaceInvitation: (Right.ENROL, inviting.replace_invitation),
}

# What shows an organiser's screen again and does nothing else: where she is when she is lost.
ORGANISING_SHOWN: dict[type[Action], Handler] = {
    OpenManagement: home.open_management,
    ra.OpenRoster: roster.open_roster,
    ra.SeeCheck: roster.see_check,
    ra.ListMissing: roster.list_missing,
    ra.SeeMissing: roster.see_missing,
    ra.OpenInviting: inviting.open_inviting,
    ra.SeeInvitations: inviting.see_invitations,
    ra.AskPosters: inviting.ask_posters,
}

# What she may have been asked to type or to send.
ORGANISING_ASKED: dict[Awaiting, Asked] = {
    Awaiting.ROSTER: Asked(Right.ENROL, roster.asked_screen, roster.take, reads_files=True),
}
