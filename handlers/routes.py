"""The table: what a person does, and who answers. One screen tall; everything else hangs on it."""

from __future__ import annotations

from bot.domain.learner import Awaiting
from bot.domain.managing import Right
from bot.screens import actions as a
from bot.screens import confiding_actions as f
from bot.screens import reminders_actions as r
from bot.screens.asking_actions import AskPeople, AskQuestion, LookUp, OpenHit, SeeHits, SendQuestion
from bot.screens.broadcasts_actions import OpenFromBroadcast
from bot.screens.corrections_actions import AnswerCorrection, SeeCorrection
from bot.screens.kits_actions import PrintKit
from bot.screens.language_actions import AskLanguage, ChooseLanguage
from bot.screens.listening_actions import (
    AskToWithdrawRecording,
    Hear,
    HearNothing,
    ListMyRecordings,
    OpenListening,
    SeeRecording,
    SetListening,
    WithdrawRecording,
)
from bot.screens.organising.home_actions import OpenManagement
from bot.screens.results_actions import CheckCertificate, OpenCertificate
from bot.screens.roster_actions import ClaimEntry, DenyEntry
from handlers import (
    asking,
    broadcasts,
    caring,
    certificates,
    confiding,
    corrections,
    joining,
    kits,
    language,
    listening,
    quizzing,
    reminders,
    settings,
    studying,
)
from handlers.access import Asked, Handler, Open
from handlers.organising import recording_review
from handlers.organising.routes import ORGANISING, ORGANISING_ASKED

ROUTES: dict[type[a.Action], tuple[Open | Right, Handler]] = {
    a.ReadConsent: (Open.ANYBODY, joining.read_consent),
    a.AgreeToConsent: (Open.ANYBODY, joining.agree_to_consent),
    a.DeclineConsent: (Open.ANYBODY, joining.decline_consent),
    a.BrowseUnits: (Open.AGREED, joining.browse_units),
    a.ChooseUnit: (Open.AGREED, joining.choose_unit),
    ClaimEntry: (Open.AGREED, joining.claim_entry),
    DenyEntry: (Open.AGREED, joining.deny_entry),
    a.ChooseRole: (Open.AGREED, joining.choose_role),
    a.ConfirmName: (Open.AGREED, joining.confirm_name),
    a.AskName: (Open.AGREED, joining.ask_name),
    a.SkipPhone: (Open.AGREED, joining.skip_phone),
    a.AskPhone: (Open.JOINED, joining.ask_phone),
    a.RemovePhone: (Open.JOINED, settings.remove_phone),
    a.OpenSettings: (Open.JOINED, settings.open_settings),
    a.AskRole: (Open.JOINED, settings.ask_role),
    a.GoHome: (Open.JOINED, studying.go_home),
    a.ContinueLearning: (Open.JOINED, studying.continue_learning),
    a.ListCourses: (Open.JOINED, studying.list_courses),
    a.OpenCourse: (Open.JOINED, studying.open_course),
    a.OpenModule: (Open.JOINED, studying.open_module),
    a.GoOnTo: (Open.JOINED, studying.go_on_to),
    a.ReadCard: (Open.JOINED, studying.read_card),
    a.ShowKit: (Open.JOINED, studying.show_kit),
    PrintKit: (Open.JOINED, kits.print_kit),
    a.ShowResults: (Open.JOINED, studying.show_results),
    a.StartQuiz: (Open.JOINED, quizzing.start_quiz),
    a.PickChoice: (Open.JOINED, quizzing.pick_choice),
    a.ClearOrder: (Open.JOINED, quizzing.clear_order),
    a.NextQuestion: (Open.JOINED, quizzing.next_question),
    a.ShowResult: (Open.JOINED, quizzing.show_result),
    a.Reread: (Open.JOINED, quizzing.reread),
    a.RetryWrong: (Open.JOINED, quizzing.retry_wrong),
    r.OpenReminders: (Open.JOINED, reminders.open_reminders),
    r.AskHour: (Open.JOINED, reminders.ask_hour),
    r.ChooseHour: (Open.JOINED, reminders.choose_hour),
    r.AskDaysOff: (Open.JOINED, reminders.ask_days_off),
    r.SetDayOff: (Open.JOINED, reminders.set_day_off),
    r.PauseReminders: (Open.JOINED, reminders.pause),
    r.StopReminders: (Open.JOINED, reminders.stop),
    r.ResumeReminders: (Open.JOINED, reminders.resume),
    AskLanguage: (Open.ANYBODY, language.ask_language),
    ChooseLanguage: (Open.ANYBODY, language.choose_language),
    a.ShowHelp: (Open.ANYBODY, caring.show_help),
    a.ShowEmergency: (Open.ANYBODY, caring.show_emergency),
    a.HideEmergency: (Open.ANYBODY, caring.hide_emergency),
    a.HideWhatWasSaid: (Open.ANYBODY, caring.hide_what_was_said),
    a.OpenPrivacy: (Open.ANYBODY, caring.open_privacy),
    a.SeeMyData: (Open.AGREED, caring.see_my_data),
    a.AskToLeave: (Open.AGREED, caring.ask_to_leave),
    a.Leave: (Open.AGREED, caring.leave),
    OpenCertificate: (Open.JOINED, certificates.open_certificate),
    CheckCertificate: (Open.ANYBODY, certificates.how_to_check),
    AnswerCorrection: (Open.JOINED, corrections.answer_correction),
    SeeCorrection: (Open.JOINED, corrections.see_correction),
    OpenFromBroadcast: (Open.JOINED, broadcasts.open_from_broadcast),
    AskQuestion: (Open.JOINED, asking.ask_question),
    LookUp: (Open.JOINED, asking.look_up),
    SeeHits: (Open.JOINED, asking.see_hits),
    OpenHit: (Open.JOINED, asking.open_hit),
    AskPeople: (Open.JOINED, asking.ask_people),
    SendQuestion: (Open.JOINED, asking.send_question),
    f.OpenPrivate: (Open.JOINED, confiding.open_private),
    f.ChooseReader: (Open.JOINED, confiding.choose_reader),
    f.WritePrivate: (Open.JOINED, confiding.write_private),
    f.SendPrivate: (Open.JOINED, confiding.send_private),
    f.ReadPrivate: (Open.JOINED, confiding.read_private),
    f.ChangeWay: (Open.JOINED, confiding.change_way),
    f.AskToDelete: (Open.JOINED, confiding.ask_to_delete),
    f.DeletePrivate: (Open.JOINED, confiding.delete_private),
    f.HandOver: (Open.JOINED, confiding.hand_over),
    f.HidePrivate: (Open.JOINED, confiding.hide_private),
    f.SeePrivate: (Open.AGREED, confiding.see_private),
    OpenListening: (Open.JOINED, listening.open_listening),
    SetListening: (Open.JOINED, listening.set_listening),
    HearNothing: (Open.JOINED, listening.hear_nothing),
    Hear: (Open.JOINED, listening.hear),
    # Her voice is hers, also when she is no author any more; and an author need not belong to a branch.
    ListMyRecordings: (Open.AGREED, recording_review.list_mine),
    SeeRecording: (Open.AGREED, recording_review.see_recording),
    AskToWithdrawRecording: (Open.AGREED, recording_review.ask_to_withdraw),
    WithdrawRecording: (Open.AGREED, recording_review.withdraw),
    **ORGANISING,
}

COMMANDS: dict[str, a.Action] = {
    "hoc": a.ContinueLearning(),
    "ketqua": a.ShowResults(),
    "trogiup": a.ShowHelp(),
    "help": a.ShowHelp(),
    "khancap": a.ShowEmergency(),
    "caidat": a.OpenSettings(),
    "riengtu": a.OpenPrivacy(),
    "quantri": OpenManagement(),
    "kiemtra": CheckCertificate(),
    "ngonngu": AskLanguage(),
    "language": AskLanguage(),
    "hoidap": AskQuestion(),
    "tracuu": LookUp(),
}

# The words in ``content/texts`` that stand for a main button when typed.
WORDS: dict[str, a.Action] = {
    "learn": a.ContinueLearning(),
    "courses": a.ListCourses(),
    "results": a.ShowResults(),
    "help": a.ShowHelp(),
    "emergency": a.ShowEmergency(),
    "settings": a.OpenSettings(),
    "privacy": a.OpenPrivacy(),
    "home": a.GoHome(),
    "skip": a.SkipPhone(),
    "ask": AskQuestion(),
    "lookup": LookUp(),
    "language": AskLanguage(),
}

# What she may have been asked to type or to send, besides her name and number.
ASKED: dict[Awaiting, Asked] = {
    Awaiting.QUESTION: Asked(Open.JOINED, asking.asked_screen, asking.take_question),
    Awaiting.LOOKUP: Asked(Open.JOINED, asking.lookup_screen, asking.take_lookup),
    Awaiting.PRIVATE: Asked(Open.JOINED, confiding.asked_screen, confiding.take_private, hears_danger=True),
    **ORGANISING_ASKED,
}
