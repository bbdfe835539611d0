"""13: the paper says what was decided, in the name of the body, with the article or provincial text it stands on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from jiefang_tui.services.desk import office_data
from jiefang_tui.services.desk.acts import facts_of, why_not
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import acts, extending, letters, serving, stages
from jiefang_tui.services.office import office
from jiefang_tui.services.reception import papers, talk
from jiefang_tui.store.models import Dispatch, Document, Matter, MatterEvent, VisitMatter
from jiefang_tui.terms import Category, DocumentKind, DutyLiesWith, LegalRoute, OpinionResult, Outcome, RefusalGround
from tests.services.given import provincial, refused, registered
from tests.services.reception.test_papers import words

TODAY = date(2026, 11, 23)


@pytest.fixture
def matter_id(desk: Desk) -> int:
    names = office_data.OfficeIn("示例镇综治中心", body_name="示例镇人民政府", review_body="示例县人民政府")
    office.change_office(desk, names)
    return registered(desk).matter_ids[0]


def letter(desk: Desk, document_id: int) -> str:
    printed = letters.write_letter(desk, document_id)
    assert printed is not None and printed.documents == (document_id,)
    assert Document.get_by_id(document_id).file == printed.path.name
    return words(printed.path)


def notice(desk: Desk, matter_id: int, kind: DocumentKind, summary: str = "") -> str:
    return letter(desk, serving.give_notice(desk, matter_id, kind, "示信〔2026〕1号", TODAY, "周敏", summary))


def test_two_names_the_body_alone_on_what_is_issued(desk: Desk, matter_id: int) -> None:
    stages.accept(desk, matter_id)
    text = notice(desk, matter_id, DocumentKind.ACCEPTANCE_NOTICE)
    assert "示例镇人民政府（盖章）" in text and "2026年11月23日" in text and "示信〔2026〕1号" in text
    assert "向示例镇综治中心查询" in text, "the desk is where to ask"
    assert "第二十三条第二款" in text and "第三十四条" in text and "2027年1月22日前" in text
    slip = words(papers.visitor_slip(desk, matter_ids=[matter_id]).path)
    assert "示例镇人民政府（" in slip and "查询地点：示例镇综治中心" in slip


def test_without_a_body_the_paper_says_which_name_it_bears(desk: Desk) -> None:
    matter_id = registered(desk).matter_ids[0]
    stages.accept(desk, matter_id)
    paper = serving.give_notice(desk, matter_id, DocumentKind.ACCEPTANCE_NOTICE, "", TODAY)
    printed = letters.write_letter(desk, paper)
    assert printed is not None and "填机关全称" in printed.sentence


def test_a_refusal_says_the_facts_the_ground_and_where_to_go(desk: Desk, matter_id: int) -> None:
    stages.refuse(desk, matter_id, RefusalGround.LITIGATION, "县法院正在审理", "周敏", where_to="县人民法院")
    text = notice(desk, matter_id, DocumentKind.REFUSAL_NOTICE)
    for word in (
        "不予受理告知书",
        "县法院正在审理",
        "请向县人民法院提出。",
        "《信访工作条例》第二十条第二款",
        "决定不予受理",
    ):
        assert word in text
    assert "批准人" not in text


def test_a_provincial_ground_cites_its_source_and_not_the_regulation(desk: Desk, matter_id: int) -> None:
    with provincial(desk, RefusalGround.COURT_PENDING, "某省信访条例第九条"):
        stages.refuse(desk, matter_id, RefusalGround.COURT_PENDING, "县法院正在审理", "周敏")
        text = notice(desk, matter_id, DocumentKind.REFUSAL_NOTICE)
    assert "《某省信访条例》第九条" in text and "《信访工作条例》第三十一条" not in text
    assert "(某省信访条例第九条)" in MatterEvent.select().where(MatterEvent.kind == "refusal").get().text


def test_a_township_refuses_nobody_for_level_skipping(desk: Desk, matter_id: int) -> None:
    with refused("越级走访在这里不作不受理的理由", "ground"):
        stages.refuse(desk, matter_id, RefusalGround.LEVEL_SKIPPING, "到县里去过", "周敏")


def test_a_route_names_the_way_and_the_authority(desk: Desk, matter_id: int) -> None:
    stages.set_route(desk, matter_id, LegalRoute.ARBITRATION, "向县仲裁委申请劳动仲裁", "县劳动人事争议仲裁委")
    text = notice(desk, matter_id, DocumentKind.ROUTING_NOTICE)
    for word in ("第三十一条第二项", "向县仲裁委申请劳动仲裁", "有权处理的机关：县劳动人事争议仲裁委"):
        assert word in text


def test_an_extension_says_from_when_to_when_and_why(desk: Desk, matter_id: int) -> None:
    stages.accept(desk, matter_id)
    extending.extend(desk, matter_id, 20, "需要鉴定", "周敏", None)
    text = notice(desk, matter_id, DocumentKind.EXTENSION_NOTICE)
    assert "因需要鉴定" in text and "由2027年1月22日延长20日，至2027年2月11日" in text and "经周敏批准" in text


def issued(desk: Desk, matter_id: int, **text: str) -> str:
    stages.accept(desk, matter_id)
    paper = serving.issue_opinion(
        desk, matter_id, OpinionResult.SUPPORTED, "补发三亩", "2号", "周敏", text=serving.OpinionText(**text)
    )
    return letter(desk, paper)


def test_an_opinion_holds_what_article_32_asks_and_where_to_turn(desk: Desk, matter_id: int) -> None:
    text = issued(
        desk, matter_id, facts_found="复测少三亩", legal_basis="土地管理法第四十八条", review_body="示例县人民政府"
    )
    for word in (
        "征地补偿款未足额发放：补发三亩",
        "复测少三亩",
        "土地管理法第四十八条",
        "30日内向示例县人民政府请求复查",
        "第三十五条",
    ):
        assert word in text
    assert "示例镇人民政府（盖章）" in text
    row = Document.get(Document.kind == DocumentKind.HANDLING_OPINION)
    assert (row.issuing_body, row.facts_found, row.review_body) == ("", "复测少三亩", "示例县人民政府")


def test_a_county_station_s_opinion_is_its_bureau_s(desk: Desk, matter_id: int) -> None:
    text = issued(desk, matter_id, issuing_body="示例县自然资源和规划局", review_body="示例县人民政府")
    assert "示例县自然资源和规划局（盖章）" in text and "示例镇人民政府（盖章）" not in text
    assert MatterEvent.select().where(MatterEvent.text == "代拟处理意见书，转示例县自然资源和规划局出具").exists()


def test_a_long_request_stands_whole_on_the_paper_and_runs_into_its_answer_without_a_stop(desk: Desk) -> None:
    said = "某某建筑有限公司拖欠我们班组十一个人的工资共计玖万陆仟叁佰元整，说好的腊月二十八没有给。请镇里帮助"
    matter_id = registered(desk, request=said + "。").matter_ids[0]
    assert Matter.get_by_id(matter_id).title.endswith("..")
    text = issued(desk, matter_id)
    assert "“某某建筑有限公司拖欠我们班组十一个人的工资共计玖万陆仟叁佰元整，说好的腊月二十八没有给”" in text
    assert "请镇里帮助：补发三亩" in text and "。：" not in text
    slip = words(papers.visitor_slip(desk, matter_ids=[matter_id]).path)
    assert "玖万陆仟叁佰元整" in slip


def test_each_request_has_its_answer(desk: Desk, matter_id: int) -> None:
    other = registered(desk, "李守田").visit_id
    VisitMatter.create(visit=other, matter=matter_id, request_said="还要修路")
    assert letters.requests_of(matter_id) == ("征地补偿款未足额发放", "还要修路")
    stages.accept(desk, matter_id)
    with refused("第2项诉求还没有答复", "answers"):
        unanswered = serving.OpinionText(answers="征地补偿款未足额发放：补发\n还要修路：")
        serving.issue_opinion(desk, matter_id, "supported", "补发", "2号", "周敏", text=unanswered)
    each = serving.OpinionText(answers="征地补偿款未足额发放：补发\n还要修路：列入明年计划")
    paper = serving.issue_opinion(desk, matter_id, "supported", "见逐项答复", "2号", "周敏", text=each)
    assert "2．还要修路：列入明年计划" in letter(desk, paper)


def test_a_paper_others_write_is_not_written_here(desk: Desk, matter_id: int) -> None:
    paper = serving.give_notice(desk, matter_id, DocumentKind.OTHER, "", TODAY)
    assert letters.write_letter(desk, paper) is None


def test_a_paper_of_a_sealed_matter_is_not_written(desk: Desk, matter_id: int) -> None:
    paper = serving.give_notice(desk, matter_id, DocumentKind.ACCEPTANCE_NOTICE, "", TODAY)
    Matter.update(category="report_accusation").execute()
    with refused("检举控告不记内容"):
        letters.write_letter(desk, paper)


# -- A5: 60 days, Art. 32 and 复查 are of Art. 31(6) alone


def an_idea(desk: Desk) -> int:
    given = {"category": Category.SUGGESTION}
    return registered(desk, "李守田", request="集镇装减速带", matter=given).matter_ids[0]


def a_duty(desk: Desk) -> int:
    """Art. 31(5), this town's."""
    matter_id = registered(desk, "李守田").matter_ids[0]
    duty = DutyLiesWith.OURS
    stages.set_route(desk, matter_id, LegalRoute.STATUTORY_DUTY, "由本镇查处", "村镇建设办", duty=duty)
    return matter_id


@pytest.mark.parametrize(("given", "article"), [(an_idea, "第二十九条"), (a_duty, "第三十一条第五项")])
def test_a5_what_is_accepted_otherwise_is_promised_no_sixty_days(
    desk: Desk, matter_id: int, given: Callable[[Desk], int], article: str
) -> None:
    other = given(desk)
    stages.accept(desk, other)
    text = notice(desk, other, DocumentKind.ACCEPTANCE_NOTICE)
    assert "60日" not in text and "第三十四条" not in text and "延长" not in text
    assert "现予受理" in text and article in text
    assert ("两个月内不履行的，申请人可以起诉（《行政诉讼法》第四十七条第一款）" in text) == (given is a_duty)


def test_a5_an_opinion_on_a_duty_of_ours_names_no_review(desk: Desk, matter_id: int) -> None:
    duty = a_duty(desk)
    text = issued(desk, duty, review_body="示例县人民政府")
    assert "复查（" not in text and "请求复查" not in text and "第三十二条" not in text
    assert "第三十一条第五项" in text


def test_a5_a_suggestion_is_replied_to_and_gets_no_opinion(desk: Desk, matter_id: int) -> None:
    idea = an_idea(desk)
    stages.accept(desk, idea)
    assert "采纳、解释，回复建议" in why_not(acts.OPINION, facts_of([acts.OPINION], desk, idea))
    with refused("第二十九条"):
        serving.issue_opinion(desk, idea, OpinionResult.SUPPORTED, "采纳", "2号", "周敏")


# -- A6: the paragraph that is meant, and no ground that binds only the level above


@pytest.mark.parametrize(
    ("is_sent", "cited", "uncited"), [(False, "第二十三条第一款", "第二十三条第三款"), (True, "第三款", "第一款")]
)
def test_a6_what_is_not_ours_cites_the_paragraph_that_is_meant(
    desk: Desk, matter_id: int, is_sent: bool, cited: str, uncited: str
) -> None:
    if is_sent:
        stages.record_transfer_in(desk, matter_id, TODAY, "县信访局", "1号")
    stages.refuse(desk, matter_id, RefusalGround.NOT_COMPETENT, "属邻镇", "周敏", where_to="邻镇")
    text = notice(desk, matter_id, DocumentKind.REFUSAL_NOTICE)
    slip = words(papers.visitor_slip(desk, matter_ids=[matter_id]).path)
    said = MatterEvent.select().where(MatterEvent.kind == "refusal").get().text
    for one in (text, slip, said):
        assert cited in one and uncited not in one


def test_a6_what_is_handled_elsewhere_is_no_ground_of_a_township(desk: Desk, matter_id: int) -> None:
    with refused("在这里不作不受理的理由(信访工作条例第十九条第三款)", "ground"):
        stages.refuse(desk, matter_id, RefusalGround.IN_PROGRESS_ELSEWHERE, "县里在办", "周敏")


# -- B13: what was told stands on the paper


def test_b13_the_notice_of_a_way_says_what_was_told_in_the_talk(desk: Desk, matter_id: int) -> None:
    came = registered(desk, "李守田")
    given = talk.OutcomeIn(
        Outcome.GUIDED, route=LegalRoute.ARBITRATION, told="请向县仲裁委提出，带上工资条", unit="县仲裁委"
    )
    other = talk.decide(desk, came.visit_id, came.matter_ids[0], given).matter_id
    text = notice(desk, other, DocumentKind.ROUTING_NOTICE)
    assert "请向县仲裁委提出，带上工资条" in text and "有权处理的机关：县仲裁委" in text
    assert text.count("仲裁（《") == 1 and "\n仲裁\n" not in text
    Dispatch.update(requirement="仲裁").execute()  # as it was written down before
    assert "请向县仲裁委提出，带上工资条" in notice(desk, other, DocumentKind.ROUTING_NOTICE)
    said = MatterEvent.select().where(MatterEvent.matter == other, MatterEvent.kind == "outcome").get().text
    assert said == "告知并引导法定途径，县仲裁委：请向县仲裁委提出，带上工资条"


# -- C23: words


def test_c23_a_refusal_reads_as_a_letter(desk: Desk, matter_id: int) -> None:
    stages.refuse(desk, matter_id, RefusalGround.LITIGATION, "经查，县法院正在审理。", "周敏", where_to="县人民法院")
    text = notice(desk, matter_id, DocumentKind.REFUSAL_NOTICE)
    assert "经审查：县法院正在审理。" in text and "请向县人民法院提出。" in text
    assert "经查" not in text and "告知向" not in text and "。。" not in text


@pytest.mark.parametrize(("limit", "said"), [(None, "县信访局转来"), (date(2026, 12, 20), "县信访局交办")])
def test_c23_what_was_assigned_is_not_called_passed_on(
    desk: Desk, matter_id: int, limit: date | None, said: str
) -> None:
    stages.record_transfer_in(desk, matter_id, TODAY, "县信访局", "1号", limit)
    stages.accept(desk, matter_id)
    assert f"{said}（1号）的您反映的" in notice(desk, matter_id, DocumentKind.ACCEPTANCE_NOTICE)
    assert MatterEvent.select().where(MatterEvent.text.startswith(f"{said} 1号")).exists()
