"""Automations that would go round for ever are refused when they are saved; the path is told."""

from uuid import uuid4

import pytest

from domain.automations.registry import CATALOGUE
from domain.pipelines.conditions import Condition
from domain.pipelines.loops import AutomationsFormALoop, check_loops
from domain.pipelines.model import CustomStatus, Pipeline, Repeat
from domain.shared.rights import Rights
from tests.unit.entities import FIRM, a_pipeline, an_automation

VIP, LATE = uuid4(), uuid4()


def going(ways: str, **more: object) -> Pipeline:
    """A pipeline of stages A to D; each of the `ways` (“AB”) is an automation that moves the job so."""
    pipeline = a_pipeline("A", "B", "C", "D")
    by_name = {stage.name: stage for stage in pipeline.stages}
    for way in ways.split():
        settings = {"stage_id": str(by_name[way[1]].id)}
        pipeline.automations.append(an_automation(by_name[way[0]], "move_job", settings=settings, **more))
    return pipeline


@pytest.mark.parametrize(
    ("ways", "path"),
    [("AB BA", ["A", "B", "A"]), ("AB BC CA", ["A", "B", "C", "A"]), ("BC CD DC", ["C", "D", "C"])],
)
def test_a_circle_is_refused_and_shown_as_a_path(ways: str, path: list[str]) -> None:
    with pytest.raises(AutomationsFormALoop) as refused:
        check_loops(going(ways), CATALOGUE)
    assert refused.value.details["path"] == path
    assert " → ".join(f"“{name}”" for name in path) in str(refused.value)


@pytest.mark.parametrize("ways", ["", "AB BC CD", "AB AC BD CD", "AA", "AB BB"])
def test_what_ends_is_fine(ways: str) -> None:
    check_loops(going(ways), CATALOGUE)


def test_what_is_switched_off_or_runs_on_the_first_visit_only_makes_no_circle() -> None:
    check_loops(going("AB BA", enabled=False), CATALOGUE)
    check_loops(going("AB BA", repeat=Repeat.FIRST_VISIT), CATALOGUE)


@pytest.mark.parametrize(
    ("one", "other", "ends"),
    [
        (
            Condition("account_tags", "all_of", (VIP, LATE)),
            Condition("account_tags", "none_of", (VIP,)),
            True,
        ),
        (
            Condition("account_tags", "any_of", (VIP,)),
            Condition("account_tags", "none_of", (VIP, LATE)),
            True,
        ),
        (Condition("account_tags", "none_of", (VIP,)), Condition("account_tags", "all_of", (VIP,)), True),
        (
            Condition("account_tags", "any_of", (VIP, LATE)),
            Condition("account_tags", "none_of", (VIP,)),
            False,
        ),
        (Condition("account_tags", "none_of", (VIP,)), Condition("account_tags", "none_of", (VIP,)), False),
        (Condition("account_tags", "all_of", (VIP,)), Condition("account_tags", "all_of", (LATE,)), False),
        (Condition("priority", values=("low",)), Condition("priority", values=("high", "urgent")), True),
        (Condition("priority", values=("low",)), Condition("priority", values=("low", "high")), False),
        (Condition("account_type", values=("company",)), Condition("account_type", values=("other",)), True),
        (Condition("assignee", ids=(VIP,)), Condition("assignee", ids=(LATE,)), False),
        (Condition("priority", values=("low",)), Condition("assignee", ids=(LATE,)), False),
    ],
)
def test_conditions_that_exclude_each_other_break_a_circle(
    one: Condition, other: Condition, *, ends: bool
) -> None:
    pipeline = going("AB BA")
    pipeline.automations[0].conditions, pipeline.automations[1].conditions = [one], [other]
    if ends:
        check_loops(pipeline, CATALOGUE)
    else:
        with pytest.raises(AutomationsFormALoop):
            check_loops(pipeline, CATALOGUE)


def test_statuses_take_part_in_circles() -> None:
    pipeline = going("BA")
    hold = CustomStatus(firm_id=FIRM, id=uuid4(), pipeline_id=FIRM, position=0, name="On hold")
    pipeline.statuses.append(hold)
    first, second, *_ = pipeline.stages
    pipeline.automations.append(
        an_automation(first, "update_job", settings={"custom_status_id": str(hold.id)})
    )
    back = an_automation(second, "move_job", settings={"stage_id": str(second.id)})
    back.stage_id, back.status_id = None, hold.id
    pipeline.automations.append(back)
    with pytest.raises(AutomationsFormALoop) as refused:
        check_loops(pipeline, CATALOGUE)
    assert refused.value.details["path"] == ["A", "On hold", "B", "A"]


def test_a_way_to_a_stage_that_is_gone_leads_nowhere() -> None:
    pipeline = going("AB")
    pipeline.automations[0].settings["stage_id"] = str(uuid4())
    check_loops(pipeline, CATALOGUE)


def two(*ways: str) -> tuple[Pipeline, Pipeline]:
    """Pipelines of stages A, B and C, D; each of the `ways` (“AD”) is an automation that brings the job there."""
    one, other = a_pipeline("A", "B"), a_pipeline("C", "D")
    one.name, other.name, other.id = "Sales", "Work", uuid4()
    homes = {stage.name: (home, stage) for home in (one, other) for stage in home.stages}
    for way in ways:
        (home, here), (target, there) = homes[way[0]], homes[way[1]]
        elsewhere = {} if home is target else {"pipeline_id": str(target.id)}
        settings = {"stage_id": str(there.id), **elsewhere}
        home.automations.append(an_automation(here, "move_job", settings=settings))
    return one, other


def making(pipeline: Pipeline, stage: int, other: Pipeline, at: int = 0, **more: object) -> None:
    """Entering the stage makes a job in a stage of the other pipeline: the first one, unless said."""
    settings = {"pipeline_id": str(other.id), **({"stage_id": str(other.stages[at].id)} if at else {})}
    pipeline.automations.append(
        an_automation(pipeline.stages[stage], "create_job", settings=settings, **more)
    )


def refused_path(pipeline: Pipeline, other: Pipeline) -> object:
    with pytest.raises(AutomationsFormALoop) as refused:
        check_loops(pipeline, CATALOGUE, {other.id: other})
    return refused.value.details["path"]


def test_jobs_that_make_each_other_form_a_circle_even_on_their_first_visits() -> None:
    sales, work = two("CD")
    making(sales, 0, work, repeat=Repeat.FIRST_VISIT)
    making(work, 1, sales)
    assert refused_path(sales, work) == ["Sales: A", "Work: C", "Work: D", "Sales: A"]
    assert refused_path(work, sales) == ["Work: C", "Work: D", "Sales: A", "Work: C"]


def test_jobs_that_make_others_in_a_stage_where_nothing_comes_by_itself_end() -> None:
    sales, work = two("CD")
    making(sales, 1, work)
    making(work, 1, sales)
    check_loops(sales, CATALOGUE, {work.id: work})
    check_loops(sales, CATALOGUE)  # a pipeline that is gone leads nowhere


def test_a_job_that_begins_further_on_makes_only_what_is_made_there() -> None:
    sales, work = two()
    making(sales, 0, work, at=1)
    making(work, 0, sales)
    check_loops(sales, CATALOGUE, {work.id: work})
    making(work, 1, sales)
    assert refused_path(sales, work) == ["Sales: A", "Work: D", "Sales: A"]


def test_what_holds_for_the_account_breaks_a_circle_of_several_jobs_and_what_holds_for_one_job_does_not() -> (
    None
):
    sales, work = two()
    making(sales, 0, work)
    making(work, 0, sales)
    first, second = sales.automations[0], work.automations[0]
    first.conditions = [Condition("priority", values=("low",))]
    second.conditions = [Condition("priority", values=("high",))]
    assert refused_path(sales, work) == ["Sales: A", "Work: C", "Sales: A"]
    first.conditions.append(Condition("account_type", values=("company",)))
    second.conditions.append(Condition("none", conditions=(Condition("account_type", values=("company",)),)))
    check_loops(sales, CATALOGUE, {work.id: work})
    first.conditions = [Condition("any", conditions=tuple(first.conditions))]
    assert refused_path(sales, work) == ["Sales: A", "Work: C", "Sales: A"]


def test_a_round_of_several_jobs_ends_where_one_of_them_would_have_to_contradict_itself() -> None:
    sales, work = two("CB", "BA")
    making(sales, 0, work)
    work.automations[0].conditions = [Condition("priority", values=("high",))]
    sales.automations[0].conditions = [Condition("priority", values=("low",))]
    check_loops(sales, CATALOGUE, {work.id: work})
    sales.automations[0].conditions = []
    assert refused_path(sales, work) == ["Work: C", "Sales: B", "Sales: A", "Work: C"]


def test_a_circle_elsewhere_is_no_fault_of_this_pipeline() -> None:
    sales, work = two("AC", "CD", "DC")
    check_loops(sales, CATALOGUE, {work.id: work})


@pytest.mark.parametrize(
    ("ways", "path"),
    [
        (("AC", "CA"), ["Sales: A", "Work: C", "Sales: A"]),
        (("AB", "BC", "CD", "DA"), ["Sales: A", "Sales: B", "Work: C", "Work: D", "Sales: A"]),
        (("AC", "AB", "BA"), ["A", "B", "A"]),
    ],
)
def test_a_circle_may_go_through_other_pipelines(ways: tuple[str, ...], path: list[str]) -> None:
    one, other = two(*ways)
    with pytest.raises(AutomationsFormALoop) as refused:
        check_loops(one, CATALOGUE, {other.id: other})
    assert refused.value.details["path"] == path


def test_a_pipeline_that_is_not_seen_is_not_named() -> None:
    one, other = two("AC", "CA")
    other.visible_to = []
    with pytest.raises(AutomationsFormALoop) as refused:
        check_loops(one, CATALOGUE, {other.id: other}, Rights(member_id=uuid4()))
    assert refused.value.details["path"] == ["Sales: A", "a pipeline that you don't see", "Sales: A"]


@pytest.mark.parametrize("ways", [("AC", "CD"), ("AC", "DA"), ("AC", "CB"), ("CD", "DC")])
def test_what_ends_in_another_pipeline_or_is_no_way_from_here_is_fine(ways: tuple[str, ...]) -> None:
    one, other = two(*ways)
    check_loops(one, CATALOGUE, {other.id: other})
