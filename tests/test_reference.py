from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jiefang_tui import paths
from jiefang_tui.reference import Reference, load_reference
from jiefang_tui.terms import AreaLevel, LegalRoute, RefusalGround


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "reference"
    folder.mkdir()
    return folder


def office(own: Path, name: str, text: str) -> Reference:
    (own / name).write_text(text, encoding="utf-8")
    return Reference(own=own)


def sentences(reference: Reference) -> list[str]:
    return [problem.sentence for problem in reference.problems]


# -- as shipped


def test_the_shipped_files_are_sound() -> None:
    assert Reference().problems == []


@pytest.mark.parametrize(
    ("key", "days", "working", "article"),
    [
        ("triage_due", 15, False, "第二十二条"), ("acceptance_notice_due", 15, False, "第二十三条第二款"),
        ("transferred_notice_due", 15, False, "第二十三条第三款"), ("objection_due", 5, True, "第二十三条第三款"),
        ("handling_due", 60, False, "第三十四条"), ("extension", 30, False, "第三十四条"),
        ("review_request_until", 30, False, "第三十五条"), ("review_due", 30, False, "第三十五条"),
        ("recheck_request_until", 30, False, "第三十六条"), ("recheck_due", 30, False, "第三十六条"),
    ],
)  # fmt: skip
def test_periods_of_the_regulation(key: str, days: int, working: bool, article: str) -> None:
    period = Reference().policy.periods[key]
    assert (period.days, period.is_working) == (days, working)
    assert period.article.startswith(article)


def test_the_policy_in_short() -> None:
    policy = Reference().policy
    assert policy.periods["acceptance_notice_due"].days == 15
    assert (policy.handling_days, policy.extension_on(date(2026, 11, 23)).days) == (60, 30)
    assert policy.handling_article == "第三十四条"
    assert (policy.group_threshold, policy.max_representatives) == (5, 5)


def test_six_routes_in_order() -> None:
    routes = Reference().routes
    assert list(routes) == list(LegalRoute)
    assert [route.label for route in routes.values()][1] == "仲裁"
    assert all(route.article.startswith("第三十一条第") and route.guidance for route in routes.values())


def test_classes_have_their_parents() -> None:
    classes = Reference().classes
    assert classes["0401"].label == "拖欠工资"
    assert classes[classes["0401"].parent].label == "劳动和社会保障"
    assert Reference().class_label("0401") == "劳动和社会保障/拖欠工资"
    assert Reference().class_label("7777") == "7777"
    assert [c.label for c in classes.values() if c.is_sealed] == ["检举控告"]
    assert all(c.is_mediation == (c.parent == "14") for c in classes.values())
    assert not any(c.official for c in classes.values())  # nothing pretends to be an official code


def test_areas_of_the_example() -> None:
    reference = Reference()
    assert reference.areas["999999001001"].name == "章湾村"
    assert reference.areas["999999001"].level is AreaLevel.TOWNSHIP
    assert reference.full_area_name("999999001001") == "示例县示例镇章湾村"
    assert len(reference.villages_of("999999001")) == 10


def test_an_unknown_area_is_accepted_with_its_typed_name() -> None:
    reference = Reference()
    assert reference.area_name("341122105203", "某某村") == "某某村"
    assert reference.area_name("341122105203") == "341122105203"
    assert reference.full_area_name("341122105203") == "341122105203"


def test_the_county_form_is_in_order() -> None:
    form = Reference().county_form
    assert [field.order for field in form] == sorted(field.order for field in form)
    assert {"request", "petitioner_name", "id_no"} <= {field.source for field in form}


# -- an office's own files


def test_one_key_is_laid_over_and_the_rest_stays(own: Path) -> None:
    reference = office(own, "regulation.toml", "[law.handling_due]\ndays = 30\n[desk]\ngroup_threshold = 6\n")
    assert reference.policy.handling_days == 30
    assert reference.policy.handling_article == "第三十四条"
    assert (reference.policy.periods["acceptance_notice_due"].days, reference.policy.group_threshold) == (15, 6)
    assert reference.problems == []


def test_a_period_looser_than_the_law_is_not_taken_and_said(own: Path) -> None:
    reference = office(own, "regulation.toml", "[law.handling_due]\ndays = 90\n")
    assert reference.policy.handling_days == 60
    assert sentences(reference) == ["regulation.toml 的 law.handling_due.days: 90 日比条例第三十四条宽；现按 60 日办。"]


def test_the_petitioners_own_time_may_only_grow(own: Path) -> None:
    reference = office(
        own, "regulation.toml", "[law.review_request_until]\ndays = 20\n[law.recheck_request_until]\ndays = 40\n"
    )
    assert reference.policy.periods["review_request_until"].days == 30
    assert reference.policy.periods["recheck_request_until"].days == 40
    assert len(reference.problems) == 1


@pytest.mark.parametrize(
    ("name", "text", "key", "says"),
    [
        ("regulation.toml", '[law.handling_due]\ndays = "60"\n', "law.handling_due.days", "大于 0 的整数"),
        ("regulation.toml", "[law.handling_due]\ndays = true\n", "law.handling_due.days", "大于 0 的整数"),
        ("regulation.toml", "[law.nonsense]\ndays = 3\n", "law.nonsense", "没有这一项期限"),
        ("regulation.toml", "law = 3\n", "law", "[law]"),
        ("regulation.toml", "[desk]\ngroup_threshold = 0\n", "desk.group_threshold", "2 至 100"),
        ("regulation.toml", "[desk]\nmax_representatives = 6\n", "desk.max_representatives", "1 至 5"),
        ("regulation.toml", '[desk]\nphone_area_code = "abc"\n', "desk.phone_area_code", "区号"),
        ("regulation.toml", "[desk]\ncolour = 1\n", "desk.colour", "没有这一项设置"),
        ("regulation.toml", '[[route]]\ncode = "x"\n', "route.x", "六种途径"),
        ("regulation.toml", '[[route]]\ncode = "arbitration"\nlabel = 1\n', "route.arbitration.label", "文字"),
        ("regulation.toml", "x = [", "", "格式有误"),
        ("classification.toml", '[[class]]\nlabel = "x"\n', "class 第 1 条 code", "非空"),
        ("classification.toml", '[[class]]\ncode = "0499"\n', "class.0499.label", "label"),
        ("classification.toml", '[[class]]\ncode = "0401"\nsealed = "yes"\n', "class.0401.sealed", "true 或 false"),
        ("classification.toml", '[[class]]\ncode = "0401"\ncolour = 1\n', "class.0401.colour", "没有这一项"),
        ("classification.toml", '[[class]]\ncode = "0401"\nparent = "88"\n', "class.0401.parent", "不存在"),
        ("classification.toml", "class = 1\n", "class", "[[class]]"),
        ("areas.csv", "code,name,level\n12345,x,county\n", "第 2 行", "6 位"),
        ("areas.csv", "code,name,level\n999999,,county\n", "第 2 行", "名称"),
        ("areas.csv", "# x\ncode,name,level\n999999,x,village\n", "第 3 行", "county"),
        ("county_form.toml", "[[field]]\norder = 1\n", "field 第 1 条 label", "非空"),
        ("county_form.toml", '[[field]]\nlabel = "x"\norder = "1"\n', "field 第 1 条 order", "整数"),
        ("county_form.toml", '[[field]]\nlabel = "x"\nfield = 1\n', "field 第 1 条 field", "文字"),
        ("holidays.toml", '[days]\n2027-02-30 = "rest"\n', "days.2027-02-30", "日期"),
        ("holidays.toml", '[days]\n2027-02-08 = "off"\n', "days.2027-02-08", '"rest"'),
    ],
)
def test_a_wrong_entry_is_named_and_the_shipped_value_used(
    own: Path, name: str, text: str, key: str, says: str
) -> None:
    reference, shipped = office(own, name, text), Reference()
    [problem] = reference.problems
    assert (problem.file, problem.key) == (name, key)
    assert says in problem.sentence and problem.sentence.startswith(name) and problem.sentence.endswith("。")
    assert reference.policy == shipped.policy
    assert reference.routes == shipped.routes
    assert reference.areas == shipped.areas
    assert reference.county_form == shipped.county_form
    assert reference.holidays == shipped.holidays
    assert reference.classes["0401"].label == "拖欠工资" and "0499" not in reference.classes


def test_a_file_in_another_encoding_is_said(own: Path) -> None:
    (own / "classification.toml").write_bytes('[[class]]\ncode="0401"\nlabel="拖欠农民工工资"\n'.encode("gbk"))
    reference = Reference(own=own)
    assert reference.classes == Reference().classes
    assert "UTF-8" in sentences(reference)[0]


def test_own_classes_are_changed_and_added(own: Path) -> None:
    text = (
        '[[class]]\ncode = "0401"\nlabel = "欠薪"\nofficial = "040100"\n'
        '[[class]]\ncode = "0450"\nparent = "04"\nlabel = "工时"\n'
    )
    reference = office(own, "classification.toml", text)
    assert (reference.classes["0401"].label, reference.classes["0401"].parent) == ("欠薪", "04")
    assert reference.class_label("0450") == "劳动和社会保障/工时"
    assert reference.problems == []


def test_own_areas_are_added_with_or_without_heading_and_bom(own: Path) -> None:
    (own / "areas.csv").write_text("\ufeff341122105203,某某村,村\n999999001001,章家湾村,\n", encoding="utf-8")
    reference = Reference(own=own)
    assert reference.area_name("341122105203") == "某某村"
    assert reference.area_name("999999001001") == "章家湾村"
    assert reference.area_name("999999001") == "示例镇"
    assert reference.problems == []


def test_an_own_county_form_replaces_the_shipped_one(own: Path) -> None:
    text = (
        '[[field]]\norder = 2\nlabel = "诉求"\nfield = "request"\n'
        '[[field]]\norder = 1\nlabel = "姓名"\nfield = "petitioner_name"\n'
    )
    assert [field.label for field in office(own, "county_form.toml", text).county_form] == ["姓名", "诉求"]


def test_own_holidays_and_pinyin(own: Path) -> None:
    reference = office(own, "holidays.toml", '[days]\n2027-02-06 = "work"\n2027-02-08 = "rest"\n')
    assert reference.holidays == {date(2027, 2, 6): True, date(2027, 2, 8): False}
    reference = office(own, "pinyin.txt", "[surnames]\n员 y\n[words]\n长丰 cf\n")
    assert (reference.pinyin["^员"], reference.pinyin["长丰"], reference.pinyin["长"]) == ("y", "cf", "z")


def test_the_folder_of_a_checkout_is_not_laid_over_itself() -> None:
    folder = paths.DataFolder(paths.reference_dir().parent)
    assert load_reference(folder).own is None
    assert load_reference(paths.DataFolder(Path("/nowhere"))).problems == []


def test_each_file_is_read_once_and_only_when_asked(own: Path) -> None:
    reference = office(own, "areas.csv", "341122105203,某某村,村\n")
    assert reference.policy is reference.policy
    (own / "areas.csv").write_text("341122105203,别的村,村\n", encoding="utf-8")
    assert reference.area_name("341122105203") == "别的村"
    (own / "areas.csv").unlink()
    assert reference.area_name("341122105203") == "别的村"


def test_every_ground_for_refusing_has_its_article() -> None:
    grounds = Reference().grounds
    assert list(grounds) == list(RefusalGround)
    assert all(ground.article.startswith("第") and ground.says for ground in grounds.values())
    assert grounds[RefusalGround.FINALLY_CLOSED].article == "第三十六条第三款"
    assert [ground.code for ground in grounds.values() if ground.is_routed] == [RefusalGround.OTHER_STATUTORY_ROUTE]
    assert grounds[RefusalGround.COURT_PENDING].basis == "北京市信访条例第三十二条"
    assert grounds[RefusalGround.FINALLY_CLOSED].basis == "信访工作条例第三十六条第三款"
    provincial = [RefusalGround.LEVEL_SKIPPING, RefusalGround.REVIEW_WINDOW_MISSED, RefusalGround.COURT_PENDING]
    assert [ground.code for ground in grounds.values() if ground.source] == provincial
    off = [RefusalGround.IN_PROGRESS_ELSEWHERE, *provincial]
    assert [ground.code for ground in grounds.values() if ground.is_off] == off, "19(3) binds the level above"


def test_administrative_review_belongs_to_the_fourth_route() -> None:
    """16: (1) is the courts', the procuratorate's and the police's."""
    routes = Reference().routes
    assert "复议" not in routes[LegalRoute.JUDICIAL].label + routes[LegalRoute.JUDICIAL].guidance
    assert "行政复议" in routes[LegalRoute.ADMINISTRATIVE].label


def test_an_office_switches_a_ground_on(own: Path) -> None:
    text = (
        '[[ground]]\ncode = "level_skipping"\noff = false\nsource = "某省信访条例第九条"\n'
        '[[ground]]\ncode = "review_window_missed"\noff = false\n[[ground]]\ncode = "litigation"\noff = 1\n'
    )
    reference = office(own, "regulation.toml", text)
    ground = reference.grounds[RefusalGround.LEVEL_SKIPPING]
    assert (ground.is_offered, ground.basis) == (True, "某省信访条例第九条")
    assert not reference.grounds[RefusalGround.REVIEW_WINDOW_MISSED].is_offered, "no local text, no such ground"
    assert any("ground.review_window_missed.source" in one for one in sentences(reference))
    assert any("ground.litigation.off" in one for one in sentences(reference))


def test_an_office_rewords_a_ground(own: Path) -> None:
    text = (
        '[[ground]]\ncode = "not_competent"\nlabel = "不归本镇管"\nsays = ""\n[[ground]]\ncode = "x"\nlabel = "y"\n'
        '[[ground]]\ncode = "litigation"\narticle = "第一条"\n'
    )
    reference = office(own, "regulation.toml", text)
    ground = reference.grounds[RefusalGround.NOT_COMPETENT]
    assert (ground.label, ground.article) == ("不归本镇管", "第二十三条第一款") and ground.says
    assert reference.grounds[RefusalGround.LITIGATION].article.startswith("第二十条")
    assert sentences(reference) == [
        "regulation.toml 的 ground.not_competent.says: 应为非空的文字；现用原来的文字。",
        "regulation.toml 的 ground.x: code 应为已有的理由之一；这一条不采用。",
    ]


# -- reports.toml


def test_what_sounds_like_a_report_and_where_one_may_go() -> None:
    reports = Reference().reports
    assert {"举报", "红包", "吃拿卡要"} <= set(reports.words["report"])
    assert [(one.name, one.is_for_village_only) for one in reports.destinations] == [
        ("县纪委监委", False),
        ("镇纪委(派出监察办公室)", True),
        ("上级信访部门", False),
    ]
    assert not reports.tells_organisation  # off in a township (Art. 30(2))


def test_an_office_adds_words_and_bodies_and_takes_words_away(own: Path) -> None:
    text = (
        '[words]\nreport = ["打秋风"]\nwithout = ["红包"]\n[organisation]\non = true\nname = "县委组织部"\n'
        '[[destination]]\ncode = "county_discipline"\nname = "示例县纪委监委"\n'
        '[[destination]]\ncode = "town_discipline"\nname = "示例镇纪委"\n'
    )
    reports = office(own, "reports.toml", text).reports
    assert "打秋风" in reports.words["report"] and "红包" not in reports.words["report"]
    assert [one.name for one in reports.destinations] == ["示例县纪委监委", "示例镇纪委", "上级信访部门"]
    assert [one.is_for_village_only for one in reports.destinations] == [False, True, False]
    assert (reports.tells_organisation, reports.organisation) == (True, "县委组织部")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('[words]\nreport = "举报"\n', "words.report"),
        ("[words]\nwithout = [1]\n", "words.without"),
        ('[words]\nnonsense = ["x"]\n', "words.nonsense"),
        ("words = 3\n", "words"),
        ('[[destination]]\nname = "x"\n', "destination 第 1 条"),
        ('[[destination]]\ncode = "x"\nname = "x"\nonly_for = "town"\n', "destination.x.only_for"),
        ("destination = 3\n", "destination"),
        ('[organisation]\non = "yes"\n', "organisation.on"),
    ],
)
def test_what_is_wrong_in_the_offices_list_is_named_and_not_used(own: Path, text: str, key: str) -> None:
    reference = office(own, "reports.toml", text)
    [problem] = reference.problems
    assert (problem.file, problem.key) == ("reports.toml", key)
    assert reference.reports == Reference().reports
