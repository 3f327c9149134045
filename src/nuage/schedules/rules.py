"""EventBridge rules: LocalStack's provider, with its scheduling and its delivery replaced.

LocalStack turns a rate into a cron of the wall clock, looks once a minute, adds a job with every
PutTargets, never takes one away, runs disabled rules, and drops what a target refuses. Here a rule
is planned on the lab clock whenever it changes, and its targets are served by `Courier`.
"""

from __future__ import annotations

import json
import uuid
from typing import Any

from localstack.aws.api import RequestContext
from localstack.aws.api.events import RuleState
from localstack.aws.connect import connect_to
from localstack.services.events.models import Rule, ValidationException, events_stores
from localstack.services.events.provider import EventsProvider
from localstack.services.events.rule import RuleService
from localstack.services.events.utils import is_archive_arn
from localstack.state import StateVisitor
from localstack.utils.event_matcher import matches_event
from localstack.utils.xray.trace_header import TraceHeader

from nuage.schedules import restoring
from nuage.schedules.courier import Delivery, Letter, RetryPolicy
from nuage.schedules.dead_letters import letter_attributes, send_letter
from nuage.schedules.engine import Engine, NoSuchRuleError
from nuage.schedules.events import iso, scheduled_event
from nuage.schedules.expressions import InvalidExpressionError, parse_rule
from nuage.schedules.plans import rule_plan
from nuage.state.containers import Dictionaries


class ScheduledRuleService(RuleService):
    """A rule whose expression is read by our parser, and which makes no job of LocalStack's."""

    @classmethod
    def _validate_input(
        cls, event_pattern: Any, schedule_expression: Any, event_bus_name: Any = "default"
    ) -> None:
        if not schedule_expression:
            super()._validate_input(event_pattern, None, event_bus_name)
            return
        if event_bus_name != "default":
            raise ValidationException("ScheduleExpression is supported only on the default event bus.")
        try:
            parse_rule(schedule_expression)
        except InvalidExpressionError:
            raise ValidationException("Parameter ScheduleExpression is not valid.") from None

    def _get_schedule_cron(self, _: str) -> None:
        """No cron, no job: `RulesProvider` plans the rule."""


class RulesProvider(EventsProvider):
    """LocalStack's events provider, whose rules run on the lab clock."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self._engine = engine
        # by rule ARN: the expression that is planned, and the lab time from which its rate counts
        self._created: dict[str, tuple[str, float]] = {}
        self._plans = Dictionaries("events", "plans", created=self._created)

    def on_before_start(self) -> None:
        """Start the timeline in the place of LocalStack's scheduler."""
        self._engine.rules = self
        self._engine.start()

    def on_before_stop(self) -> None:
        """The engine is stopped by the shutdown hook."""

    def on_before_state_reset(self) -> None:
        """No rule runs any more, and no event is on its way."""
        self._engine.forget("events")
        self._created.clear()

    def on_after_state_reset(self) -> None:
        """Forget LocalStack's objects beside the stores."""
        for made in (
            self._event_bus_services_store,
            self._rule_services_store,
            self._target_sender_store,
            self._archive_service_store,
            self._replay_service_store,
            self._connection_service_store,
            self._api_destination_service_store,
        ):
            made.clear()

    def on_after_state_load(self) -> None:
        """Plan every rule again. What would have run while the lab was off is not made up for."""
        for rule in restoring.rules(self):
            self._plan(rule)

    def accept_state_visitor(self, visitor: StateVisitor) -> None:
        """LocalStack's way to find a provider's state."""
        super().accept_state_visitor(visitor)
        visitor.visit(self._plans)

    def adopt(self, rule: Rule) -> None:
        """Serve a rule that was kept."""
        self._rule_services_store[rule.arn] = ScheduledRuleService(rule)

    # operations that change when a rule runs

    def create_rule_service(self, *rule: Any) -> RuleService:
        """What PutRule makes, with our validation."""
        service = ScheduledRuleService.create_rule_service(*rule)
        self._rule_services_store[service.arn] = service
        return service

    def put_rule(self, context: RequestContext, name: str, **rest: Any) -> Any:
        """PutRule, and plan the rule anew if its expression or state changed."""
        response = super().put_rule(context=context, name=name, **rest)
        self._plan(self._rule_services_store[response["RuleArn"]].rule)
        return response

    def enable_rule(self, context: RequestContext, name: str, event_bus_name: Any = None, **_: Any) -> None:
        """EnableRule, and plan the rule."""
        super().enable_rule(context=context, name=name, event_bus_name=event_bus_name)
        self._plan(self.get_rule_service(context.region, context.account_id, name, event_bus_name).rule)

    def disable_rule(self, context: RequestContext, name: str, event_bus_name: Any = None, **_: Any) -> None:
        """DisableRule: the rule runs no more."""
        super().disable_rule(context=context, name=name, event_bus_name=event_bus_name)
        self._plan(self.get_rule_service(context.region, context.account_id, name, event_bus_name).rule)

    def delete_rule(
        self, context: RequestContext, name: str, event_bus_name: Any = None, **rest: Any
    ) -> None:
        """DeleteRule: the rule runs no more. One that is not there is no error, as on AWS."""
        store = events_stores[context.account_id][context.region]
        bus = store.event_buses.get((event_bus_name or "default").split("/")[-1])
        rule = bus.rules.get(name) if bus else None
        super().delete_rule(context=context, name=name, event_bus_name=event_bus_name, **rest)
        if rule is not None:
            self._engine.timeline.remove(rule.arn)
            self._engine.ledger.forget(rule.arn)
            self._created.pop(rule.arn, None)

    def _plan(self, rule: Rule) -> None:
        timeline = self._engine.timeline
        expression = rule.schedule_expression
        if not expression:
            self._created.pop(rule.arn, None)
        if not expression or rule.state == RuleState.DISABLED:
            timeline.remove(rule.arn)
            return
        planned, created = self._created.get(rule.arn, ("", 0.0))
        # a lab that was faster the last time may have been ahead of the time that it is now
        if planned != expression or created > timeline.clock.now():
            created = timeline.clock.now()
            self._created[rule.arn] = (expression, created)
        elif timeline.next_run(rule.arn) is not None:
            return  # nothing changed: a run that is just due must not be lost
        key = (rule.account_id, rule.region, rule.name)
        timeline.put(
            rule.arn, rule_plan(parse_rule(expression), created), lambda run: self._run(*key, run.scheduled)
        )

    # runs

    def _run(self, account: str, region: str, name: str, lab_time: float) -> None:
        """Run a scheduled rule, if it is still there."""
        rule = self._find(account, region, "default", name)
        if rule is None:
            return
        self._engine.ledger.ran(rule.arn, lab_time)
        for delivery in self._scheduled_deliveries(rule, lab_time):
            self._engine.courier.post(delivery)

    def fire(self, account: str, region: str, bus: str, name: str) -> dict[str, Any]:
        """Run a rule now, also a disabled one, and say how each target took it.

        :raises NoSuchRuleError: when there is none of that name
        """
        rule = self._find(account, region, bus, name)
        if rule is None:
            event_bus = self.get_store(region, account).event_buses.get(bus)
            raise NoSuchRuleError(sorted(event_bus.rules) if event_bus else [])
        lab_time = self._engine.clock.now()
        self._engine.ledger.ran(rule.arn, lab_time)
        answers = []
        for delivery in self._scheduled_deliveries(rule, lab_time):
            failure = self._engine.courier.deliver(delivery)
            answer: dict[str, Any] = {"id": delivery.target, "status": "failed" if failure else "delivered"}
            if failure:
                answer |= {"error": str(failure), "retried": failure.retryable}
            answers.append(answer)
        return {"rule": rule.name, "state": str(rule.state), "time": iso(lab_time), "targets": answers}

    def overview(self) -> list[dict[str, Any]]:
        """Every rule, with its expression, its next and last run and its counts."""
        return [
            self._engine.describe(
                rule.arn,
                name=rule.name,
                account=rule.account_id,
                region=rule.region,
                bus=rule.event_bus_name,
                expression=rule.schedule_expression,
                state=str(rule.state),
                targets=[target["Arn"] for target in list(rule.targets.values())],
            )
            for account in list(events_stores.values())
            for store in list(account.values())
            for bus in list(store.event_buses.values())
            for rule in list(bus.rules.values())
        ]

    def _find(self, account: str, region: str, bus: str, name: str) -> Rule | None:
        event_bus = events_stores[account][region].event_buses.get(bus)
        return event_bus.rules.get(name) if event_bus else None

    # deliveries

    def _process_rules_async(self, params: dict[str, Any]) -> None:
        """Match an event of PutEvents against the rules that have a pattern and are enabled."""
        for rule in params["rules"]:
            if rule.event_pattern and rule.state != RuleState.DISABLED:
                self._process_rules(
                    rule,
                    params["region"],
                    params["account_id"],
                    params["event_formatted"],
                    params["trace_header"],
                )

    def _process_rules(
        self, rule: Rule, region: str, account_id: str, event_formatted: Any, trace_header: TraceHeader
    ) -> None:
        """Send an event to the targets of a rule whose pattern it matches."""
        if not matches_event(rule.event_pattern, event_formatted):
            return
        self._engine.ledger.ran(rule.arn, self._engine.clock.now())
        for target in list(rule.targets.values()):
            if is_archive_arn(target["Arn"]):
                self._put_to_archive(
                    region, account_id, archive_target_id=target["Id"], event=event_formatted
                )
            else:
                self._engine.courier.post(self._delivery(rule, target, event_formatted, trace_header))

    def _scheduled_deliveries(self, rule: Rule, lab_time: float) -> list[Delivery]:
        event = scheduled_event(str(uuid.uuid4()), rule.account_id, rule.region, rule.arn, lab_time)
        trace = TraceHeader().ensure_root_exists()
        return [self._delivery(rule, target, event, trace) for target in list(rule.targets.values())]

    def _delivery(
        self, rule: Rule, target: dict[str, Any], event: dict[str, Any], trace: TraceHeader
    ) -> Delivery:
        def send(_attempt: int) -> None:
            sender = self._target_sender_store[f"{rule.arn}-{target['Id']}"]
            if constant := target.get("Input"):
                # LocalStack drops a constant that is empty, such as {}
                sender.send_event(json.loads(constant), trace)
            else:
                sender.process_event(dict(event), trace)  # which takes keys out

        def bury(letter: Letter) -> None:
            _bury(rule, target, event, letter)

        buried = bury if (target.get("DeadLetterConfig") or {}).get("Arn") else None
        return Delivery(rule.arn, target["Id"], send, RetryPolicy.of(target), buried)


def _bury(rule: Rule, target: dict[str, Any], event: dict[str, Any], letter: Letter) -> None:
    queue_arn: str = target["DeadLetterConfig"]["Arn"]
    clients = connect_to(aws_access_key_id=rule.account_id, region_name=queue_arn.split(":")[3])
    sqs = clients.sqs.request_metadata(service_principal="events", source_arn=rule.arn)
    attributes = letter_attributes(letter, RULE_ARN=rule.arn, TARGET_ARN=target["Arn"])
    send_letter(sqs, queue_arn, json.dumps(event), attributes)
