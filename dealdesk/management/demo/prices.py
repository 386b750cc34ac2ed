"""Publishes the demo's price book and approval policy."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from dealdesk.management.demo.people import read
from dealdesk.management.demo.times import day, on
from quotes.actions import charges, policies, pricebooks
from quotes.actions.deadlines import add_deadlines
from quotes.actions.english import write_house_english
from quotes.domain.metering.priced import Metered
from quotes.domain.metering.stored import metered_from
from quotes.domain.policy import Approver, Figure, Operator, Rule
from quotes.models import PriceBookVersion, Product
from stakeholders.models import User

# VAT on information technology services of a general taxpayer: 财税〔2016〕36 号 附件 1 第十五条（一）.
VAT = Decimal(6)


def publish(by: User, at: datetime) -> PriceBookVersion:
    told = read("prices")
    _policy(told["policy"], by, at)
    return _book(told, by, at)


def _book(told: dict[str, Any], by: User, at: datetime) -> PriceBookVersion:
    since = -told["book"]["days_ago"]
    then = day(at, since)
    version = pricebooks.create_price_book(
        name=told["book"]["name"],
        currency="CNY",
        tax_included=True,
        source=told["book"]["source"],
        by=by,
        at=then,
    )
    products = {row["code"]: _product(row, by, then) for row in told["products"]}
    write_house_english(version=version, words=told["english"], by=by, at=then)
    pricebooks.save_prices(
        version=version,
        prices={
            products[row["code"]].pk: {
                "list_price": Decimal(row["list"]),
                "floor_price": Decimal(row["floor"]),
                "vat_rate": VAT,
            }
            for row in told["products"]
        },
        by=by,
        at=then,
    )
    for row in told["products"]:
        if "meter" in row:
            metered = _metered(row, told, since=on(at, since))
            pricebooks.save_meter(version=version, product=products[row["code"]], metered=metered, by=by, at=then)
    _charges(version, told, by, then)
    _bundles(version, told, products, by, then)
    return pricebooks.publish_price_book(version=version, valid_from=on(at, since), by=by, at=then)


def _metered(row: dict[str, Any], told: dict[str, Any], *, since: date) -> Metered:
    meter = told["meters"][row["meter"]] | {"since": since.isoformat(), "source": told["book"]["source"]}
    return metered_from({"meter": meter, "tier": row.get("tier", ""), "per": row.get("per", "1")})


def _bundles(
    version: PriceBookVersion, told: dict[str, Any], products: dict[str, Product], by: User, at: datetime
) -> None:
    for bundle in told["bundles"]:
        pricebooks.save_bundle(
            version=version,
            name=bundle["name"],
            price=Decimal(bundle["price"]),
            note=bundle["note"],
            quantities={products[code].pk: Decimal(amount) for code, amount in bundle["items"].items()},
            by=by,
            at=at,
        )


def _charges(version: PriceBookVersion, told: dict[str, Any], by: User, at: datetime) -> None:
    models = {row["code"]: row["charge"] for row in told["products"] if "charge" in row}
    for item in version.items.filter(product__code__in=models).select_related("product"):
        charges.save_charge(item=item, charge=models[item.product.code], by=by, at=at)


def _product(row: dict[str, Any], by: User, at: datetime) -> Product:
    facts = {name: row[name] for name in ("code", "name", "family", "unit", "description")}
    return pricebooks.create_product(**facts, by=by, at=at)


def _policy(told: dict[str, Any], by: User, at: datetime) -> None:
    since = -told["days_ago"]
    then = day(at, since)
    draft = policies.draft_policy(name=told["name"], source=told["source"], valid_from=on(at, since), by=by, at=then)
    rules = [
        Rule(
            position=position,
            figure=Figure(rule["figure"]),
            operator=Operator(rule["operator"]),
            threshold=Decimal(rule["threshold"]),
            approver=Approver(rule["approver"]),
            reason=rule["reason"],
            smart="tolerance" in rule,
            tolerance=Decimal(rule.get("tolerance", 0)),
            owner=rule.get("owner", ""),
            step=rule.get("step", 1),
        )
        for position, rule in enumerate(told["rules"], 1)
    ]
    policies.save_rules(policy=draft, told=rules, by=by, at=then)
    policies.publish_policy(policy=draft, valid_from=on(at, since), by=by, at=then)
    add_deadlines(**told["deadlines"], valid_from=on(at, since), source=told["source"], by=by, at=then)
