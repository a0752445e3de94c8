"""The table of broadcasts: what is tapped or typed about them, and who answers. All takes the right to contact."""

from __future__ import annotations

from bot.domain.learner import Awaiting
from bot.domain.managing import Right
from bot.screens.codes import Action
from bot.screens.organising import broadcasts_actions as a
from handlers.access import Asked, Handler, Open
from handlers.organising import broadcast_audience, broadcast_steering, broadcasts

BROADCASTS: dict[type[Action], tuple[Open | Right, Handler]] = {
    a.OpenAudience: (Right.CONTACT, broadcast_audience.open_audience),
    a.CheckBroadcast: (Right.CONTACT, broadcasts.check_broadcast),
    a.ListMissed: (Right.CONTACT, broadcast_steering.list_missed),
    a.WriteContent: (Right.CONTACT, broadcasts.write_content),
    a.ChangeContent: (Right.CONTACT, broadcasts.change_content),
    a.SeeAsked: (Right.CONTACT, broadcast_steering.see_asked),
    a.AgreeToBroadcast: (Right.CONTACT, broadcast_steering.agree),
    a.SendNow: (Right.CONTACT, broadcasts.send_now),
    a.PickModule: (Right.CONTACT, broadcast_audience.pick_module),
    a.DropModule: (Right.CONTACT, broadcast_audience.drop_module),
    a.ScheduleAt: (Right.CONTACT, broadcasts.schedule_at),
    a.ListModules: (Right.CONTACT, broadcast_audience.list_modules),
    a.ListBroadcasts: (Right.CONTACT, broadcasts.turn_to_list),
    a.ChooseModule: (Right.CONTACT, broadcast_audience.choose_module),
    a.NewBroadcast: (Right.CONTACT, broadcasts.new_broadcast),
    a.BrowseTops: (Right.CONTACT, broadcast_audience.browse_tops),
    a.PickTop: (Right.CONTACT, broadcast_audience.pick_top),
    a.AskTime: (Right.CONTACT, broadcasts.ask_time),
    a.RefuseBroadcast: (Right.CONTACT, broadcast_steering.ask_why),
    a.SeeBroadcast: (Right.CONTACT, broadcasts.open_broadcast),
    a.TurnMark: (Right.CONTACT, broadcast_audience.turn_mark),
    a.SwitchOption: (Right.CONTACT, broadcasts.switch_option),
    a.ChooseTime: (Right.CONTACT, broadcasts.choose_time),
    a.FinishContent: (Right.CONTACT, broadcasts.finish_content),
    a.Steer: (Right.CONTACT, broadcast_steering.steer),
    a.TestBroadcast: (Right.CONTACT, broadcasts.test_broadcast),
}

BROADCASTS_SHOWN: dict[type[Action], Handler] = {
    a.ListBroadcasts: broadcasts.list_broadcasts,
    a.SeeBroadcast: broadcasts.see_broadcast,
    a.OpenAudience: broadcast_audience.open_audience,
    a.BrowseTops: broadcast_audience.browse_tops,
    a.ChooseModule: broadcast_audience.choose_module,
    a.ListModules: broadcast_audience.list_modules,
    a.ChooseTime: broadcasts.choose_time,
}

BROADCASTS_ASKED: dict[Awaiting, Asked] = {
    Awaiting.BROADCAST: Asked(Right.CONTACT, broadcasts.content_asked, broadcasts.take_content, is_for_others=True),
    Awaiting.BROADCAST_TIME: Asked(Right.CONTACT, broadcasts.time_asked, broadcasts.take_time),
    Awaiting.BROADCAST_WHY: Asked(
        Right.CONTACT, broadcast_steering.why_asked, broadcast_steering.take_why, is_for_others=True
    ),
}
