"""EventBridge Scheduler: moto keeps the schedules, and here they are checked, planned and run.

Corrected against moto: unknown and existing groups, the reset of what UpdateSchedule leaves out,
ActionAfterCompletion, the checks. LocalStack's own provider is not loaded: it patches moto with an
expression check that refuses what AWS accepts, and runs nothing.
"""

from __future__ import annotations

import uuid
from typing import Any

from localstack.aws.api import CommonServiceException, RequestContext, handler
from localstack.aws.api.scheduler import (
    ConflictException,
    CreateScheduleGroupOutput,
    CreateScheduleOutput,
    DeleteScheduleGroupOutput,
    DeleteScheduleOutput,
    ResourceNotFoundException,
    SchedulerApi,
    UpdateScheduleOutput,
    ValidationException,
)
from localstack.aws.connect import connect_to
from localstack.services.moto import call_moto
from localstack.services.plugins import ServiceLifecycleHook
from localstack.state import StateVisitor
from moto.scheduler.models import Schedule, ScheduleGroup, scheduler_backends

from nuage.schedules.agenda import Run
from nuage.schedules.engine import Engine
from nuage.schedules.plans import AtPlan, just_before
from nuage.schedules.schedule_calls import UnsupportedTargetError
from nuage.schedules.schedule_checks import InvalidScheduleError, check, plan_of, seconds, trusts
from nuage.schedules.schedule_inputs import Execution
from nuage.schedules.schedule_targets import delivery_of
from nuage.schedules.scheduled_plans import SchedulePlans
from nuage.state import changes

# what decides when a schedule runs: if none of it changes, its plan stays
TIMING = ("ScheduleExpression", "ScheduleExpressionTimezone", "StartDate", "EndDate")
ROLE_REFUSED = "The execution role you provide must allow AWS EventBridge Scheduler to assume the role."


class SchedulesProvider(SchedulerApi, ServiceLifecycleHook):
    """The scheduler API. What has no method here is moto's.

    :param check_roles: whether a schedule's role must exist and trust scheduler.amazonaws.com
    """

    def __init__(self, engine: Engine, check_roles: bool) -> None:
        self._engine = engine
        self._check_roles = check_roles
        # by schedule ARN: the timing that is planned, and the lab time from which its rate counts
        self._created: dict[str, tuple[tuple[Any, ...], float]] = {}
        self._plans = SchedulePlans(self._created, engine.timeline.next_run)

    def accept_state_visitor(self, visitor: StateVisitor) -> None:
        """LocalStack's way to find a provider's state."""
        visitor.visit(scheduler_backends)
        visitor.visit(self._plans)

    def on_before_start(self) -> None:
        """Start the timeline."""
        self._engine.schedules = self
        self._engine.start()

    def on_before_state_reset(self) -> None:
        """No schedule runs any more."""
        self._engine.forget("scheduler")
        self._created.clear()

    def on_after_state_load(self) -> None:
        """Plan every schedule again; one-time schedules whose time passed while the lab was off run now."""
        for account, region, backend in list(scheduler_backends.iter_backends()):
            for group in list(backend.schedule_groups.values()):
                for schedule in list(group.schedules.values()):
                    self._plan(account, region, schedule, self._plans.missed(schedule.arn))

    # operations

    @handler("CreateSchedule", expand=False)
    def create_schedule(self, context: RequestContext, request: Any) -> CreateScheduleOutput:
        """CreateSchedule, and plan the schedule."""
        group = self._group(context, request.get("GroupName"))
        if request["Name"] in group.schedules:
            raise ConflictException(f"Schedule {request['Name']} already exists.")
        self._check(context, request)
        schedule = Schedule(
            region=context.region,
            account_id=context.account_id,
            group_name=group.name,
            name=request["Name"],
            start_date=None,  # moto would compare it with wall time
            **_fields(request),
        )
        _set_rest(schedule, request)
        group.add_schedule(schedule)
        self._plan(context.account_id, context.region, schedule)
        return CreateScheduleOutput(ScheduleArn=schedule.arn)

    @handler("UpdateSchedule", expand=False)
    def update_schedule(self, context: RequestContext, request: Any) -> UpdateScheduleOutput:
        """UpdateSchedule: what the request leaves out gets its default, as on AWS."""
        schedule = self._schedule(context, request.get("GroupName"), request["Name"])
        self._check(context, request, schedule)
        fields = _fields(request)
        del fields["action_after_completion"]
        schedule.update(start_date=None, **fields)
        _set_rest(schedule, request)
        self._plan(context.account_id, context.region, schedule)
        return UpdateScheduleOutput(ScheduleArn=schedule.arn)

    @handler("DeleteSchedule", expand=False)
    def delete_schedule(self, context: RequestContext, request: Any) -> DeleteScheduleOutput:
        """DeleteSchedule: it runs no more."""
        schedule = self._schedule(context, request.get("GroupName"), request["Name"])
        self._delete(self._group(context, request.get("GroupName")), schedule)
        return DeleteScheduleOutput()

    @handler("CreateScheduleGroup", expand=False)
    def create_schedule_group(self, context: RequestContext, request: Any) -> CreateScheduleGroupOutput:
        """CreateScheduleGroup; moto would replace a group that is there, and lose its schedules."""
        if request["Name"] in self._backend(context).schedule_groups:
            raise ConflictException(f"Schedule group {request['Name']} already exists.")
        return call_moto(context)

    @handler("DeleteScheduleGroup", expand=False)
    def delete_schedule_group(self, context: RequestContext, request: Any) -> DeleteScheduleGroupOutput:
        """DeleteScheduleGroup: its schedules go with it."""
        group = self._group(context, request["Name"])
        if group.name == "default":
            raise ValidationException("The default schedule group cannot be deleted.")
        for schedule in list(group.schedules.values()):
            self._delete(group, schedule)
        del self._backend(context).schedule_groups[group.name]
        return DeleteScheduleGroupOutput()

    @handler("ListSchedules", expand=False)
    def list_schedules(self, context: RequestContext, request: Any) -> Any:
        """ListSchedules; a group that is not there is an error."""
        self._group(context, request.get("GroupName"))
        return call_moto(context)

    # state

    def _backend(self, context: RequestContext) -> Any:
        return scheduler_backends[context.account_id][context.region]

    def _group(self, context: RequestContext, name: str | None) -> ScheduleGroup:
        group = self._backend(context).schedule_groups.get(name or "default")
        if group is None:
            raise ResourceNotFoundException(f"Schedule group {name} does not exist.")
        return group

    def _schedule(self, context: RequestContext, group: str | None, name: str) -> Schedule:
        schedule = self._group(context, group).schedules.get(name)
        if schedule is None:
            raise ResourceNotFoundException(f"Schedule {name} does not exist.")
        return schedule

    def _delete(self, group: ScheduleGroup, schedule: Schedule) -> None:
        group.schedules.pop(schedule.name, None)
        self._engine.timeline.remove(schedule.arn)
        self._engine.ledger.forget(schedule.arn)
        self._created.pop(schedule.arn, None)

    def _check(self, context: RequestContext, request: Any, old: Schedule | None = None) -> None:
        if old is not None and request.get("ScheduleExpression") == old.schedule_expression:
            known = old.schedule_expression
        else:
            known = None
        try:
            check(request, self._engine.clock.now(), known)
        except InvalidScheduleError as error:
            raise ValidationException(str(error)) from None
        except UnsupportedTargetError as error:
            raise CommonServiceException("NotImplemented", str(error), status_code=501) from None
        if self._check_roles and not self._is_trusted(context.account_id, request["Target"]["RoleArn"]):
            raise ValidationException(ROLE_REFUSED)

    def _is_trusted(self, account: str, role_arn: str) -> bool:
        iam = connect_to(aws_access_key_id=account).iam
        try:
            role = iam.get_role(RoleName=role_arn.split("/")[-1])["Role"]
        except iam.exceptions.NoSuchEntityException:
            return False
        return role["Arn"] == role_arn and trusts(role["AssumeRolePolicyDocument"], "scheduler.amazonaws.com")

    # runs

    def _plan(self, account: str, region: str, schedule: Schedule, missed: float | None = None) -> None:
        timeline = self._engine.timeline
        described = _described(schedule)
        timing = tuple(described.get(name) for name in TIMING)
        planned, created = self._created.get(schedule.arn, (None, 0.0))
        after = timeline.clock.now()
        if missed is not None and described["ScheduleExpression"].startswith("at("):
            after = min(after, just_before(missed))
        elif planned != timing or created > after:
            created = after
            self._created[schedule.arn] = (timing, created)
            after = just_before(created)  # a rate without a start date runs at once
        if schedule.state == "DISABLED":
            timeline.remove(schedule.arn)
            return
        key = (account, region, schedule.group_name, schedule.name)
        window = 60.0 * (schedule.flexible_time_window.get("MaximumWindowInMinutes") or 0)

        def run_within_window(run: Run) -> None:
            if window == 0:
                self._run(*key, run)
                return
            moment = run.scheduled + self._engine.random.uniform(0, window)
            timeline.put(
                f"{run.key} {run.scheduled}",
                AtPlan(moment),
                lambda _: self._run(*key, run),
                after=just_before(moment),
            )

        timeline.put(schedule.arn, plan_of(described, created), run_within_window, after=after)

    def _run(self, account: str, region: str, group_name: str, name: str, run: Run) -> None:
        """Run a schedule, if it is still there and enabled."""
        group = scheduler_backends[account][region].schedule_groups.get(group_name)
        schedule = group.schedules.get(name) if group else None
        if schedule is None or schedule.state == "DISABLED":
            return

        def complete() -> None:
            unchanged = self._engine.timeline.next_run(schedule.arn) is None
            if run.last and unchanged and schedule.action_after_completion == "DELETE":
                self._delete(group, schedule)

        self._engine.ledger.ran(schedule.arn, run.scheduled)
        changes.note("scheduler")  # a one-time schedule must not run again after a restart
        execution = Execution(schedule.arn, run.scheduled, uuid.uuid4().hex[:16])
        self._engine.courier.post(delivery_of(schedule.target, execution), then=complete)

    def overview(self) -> list[dict[str, Any]]:
        """Every schedule, with its expression, its next and last run and its counts."""
        return [
            self._engine.describe(
                schedule.arn,
                name=schedule.name,
                group=group.name,
                account=account,
                region=region,
                expression=schedule.schedule_expression,
                timezone=schedule.schedule_expression_timezone,
                state=schedule.state,
                targets=[schedule.target["Arn"]],
            )
            for account, region, backend in list(scheduler_backends.iter_backends())
            for group in list(backend.schedule_groups.values())
            for schedule in list(group.schedules.values())
        ]


def _fields(request: Any) -> dict[str, Any]:
    """The parameters of a request under moto's names, with AWS's defaults."""
    return {
        "description": request.get("Description"),
        "schedule_expression": request["ScheduleExpression"],
        "schedule_expression_timezone": request.get("ScheduleExpressionTimezone"),
        "flexible_time_window": request["FlexibleTimeWindow"],
        "target": request["Target"],
        "state": request.get("State") or "ENABLED",
        "kms_key_arn": request.get("KmsKeyArn"),
        "end_date": seconds(request.get("EndDate")),
        "action_after_completion": request.get("ActionAfterCompletion") or "NONE",
    }


def _set_rest(schedule: Schedule, request: Any) -> None:
    """What moto's constructor and update do not take, or take wrongly."""
    schedule.start_date = seconds(request.get("StartDate"))
    schedule.action_after_completion = request.get("ActionAfterCompletion") or "NONE"
    policy = schedule.target["RetryPolicy"]
    policy.setdefault("MaximumEventAgeInSeconds", 86400)
    policy.setdefault("MaximumRetryAttempts", 185)


def _described(schedule: Schedule) -> dict[str, Any]:
    return {name: value for name, value in schedule.to_dict().items() if value is not None}
