"""The organisers' table: what is tapped, which right it takes, and who answers.

The right named here is the one without which nobody gets as far as the handler; the handler asks for it in the unit
that is meant.
"""

from __future__ import annotations

from bot.domain.learner import Awaiting
from bot.domain.managing import Right
from bot.screens.codes import Action
from bot.screens.organising import tree_actions as t
from bot.screens.organising.home_actions import OpenManagement
from handlers.access import Asked, Handler, Open
from handlers.organising import home, tree, tree_deeds, tree_files

ORGANISING: dict[type[Action], tuple[Open | Right, Handler]] = {
    OpenManagement: (Open.ORGANISER, home.open_management),
    t.OpenTree: (Right.ARRANGE, tree.open_tree),
    t.BrowseTree: (Right.ARRANGE, tree.browse_tree),
    t.ArrangeUnit: (Right.ARRANGE, tree.arrange_unit),
    t.ListDeeds: (Right.ARRANGE, tree.list_deeds),
    t.AskUndo: (Right.ARRANGE, tree.ask_undo),
    t.UndoDeed: (Right.ARRANGE, tree.undo_deed),
    t.PlanDeed: (Right.ARRANGE, tree_deeds.plan_deed),
    t.ChooseLevel: (Right.ARRANGE, tree_deeds.choose_level),
    t.BrowseTargets: (Right.ARRANGE, tree_deeds.browse_targets),
    t.TakeTarget: (Right.ARRANGE, tree_deeds.take_target),
    t.ShowSplit: (Right.ARRANGE, tree_deeds.show_split),
    t.ListPlaceable: (Right.ARRANGE, tree_deeds.list_placeable),
    t.PlaceUnit: (Right.ARRANGE, tree_deeds.place_unit),
    t.PlacePerson: (Right.ARRANGE, tree_deeds.place_person),
    t.AddPart: (Right.ARRANGE, tree_deeds.add_part),
    t.PreviewPlan: (Right.ARRANGE, tree_deeds.preview_plan),
    t.ConfirmPlan: (Right.ARRANGE, tree_deeds.confirm_plan),
    t.DropPlan: (Right.ARRANGE, tree_deeds.drop_plan),
    t.OpenTreeFiles: (Right.ARRANGE, tree_files.open_tree_files),
    t.SaveTree: (Right.ARRANGE, tree_files.save_tree),
    t.AskTreeFile: (Right.ARRANGE, tree_files.ask_tree_file),
}

# What she may have been asked to type or to send.
ORGANISING_ASKED: dict[Awaiting, Asked] = {
    Awaiting.UNIT_NAME: Asked(Right.ARRANGE, tree_deeds.name_screen, tree_deeds.take_name),
    Awaiting.UNIT_FILE: Asked(Right.ARRANGE, tree_files.file_screen, tree_files.take_file, reads_files=True),
}
