"""The demo's evenings: reminders through the day, the teams' logs, the summary, one complaint."""

from datetime import time
from functools import partial

from campaign.models import CampaignDay
from fieldwork.actions.complaints import record_complaint
from fieldwork.actions.daily_logs import submit_daily_log
from fieldwork.actions.promises import settle_promises
from fieldwork.actions.reminders import run_rules
from fieldwork.models import Visit
from reports.actions.summaries import make_summary
from reports.demo.story import Story
from teams.enums import Role
from teams.models import Membership, Team

# The team that is always late with its log, and sends none on the third day.
LATE_TEAM, SILENT_DAY = 6, 3
COMPLAINT_DAY = 3
LOGS = (
    (
        "先讲征信影响、再谈还款，客户更愿意开口。",
        "部分客户外出务工，白天家中无人。",
        "上河村一户谈妥分期，当场还款。",
    ),
    (
        "请村干部带路找门，不谈欠款，效率提高。",
        "两户对利息有异议，需要财务提供计算单。",
        "老客户主动结清，并动员保证人还款。",
    ),
    (
        "两人一组、一人记录，六要点当场补全。",
        "山区无信号，登记靠回程补传。",
        "企业主带来货款凭证，承诺三日内还清。",
    ),
    (
        "先访保证人，再访借款人，一天内两头谈妥。",
        "保证人担心连带责任，需要法务解释。",
        "保证人出面劝说，借款人当天归还一半本金。",
    ),
    (
        "赶集日在集镇设点，一上午见到七户。",
        "集日人多嘈杂，不便细谈，另约上门。",
        "养殖户卖猪后主动到集镇点还款。",
    ),
    (
        "上门前先对清欠息，当面算给客户看。",
        "一户地址变更，走访落空。",
        "客户核对利息后结清两笔逾期。",
    ),
    (
        "对经营困难户先谈分期，再谈首付款。",
        "两户等待工程款，资金到账时间不定。",
        "建材店签下分期计划，首期当场到账。",
    ),
    (
        "傍晚前后再访白天无人的客户，见面率明显提高。",
        "外出务工户只能电话联系家属转告。",
        "务工户委托家属代还，利息一次结清。",
    ),
)
HOURS = (time(8, 0), time(11, 0), time(14, 0), time(17, 31), time(18, 1))


def evening(story: Story, day: CampaignDay) -> None:
    """Lets the day's reminders, logs, complaint and summary happen at their hours."""
    for hour in HOURS:
        story.at(day.date, hour, partial(_remind, story))
    for team in story.campaign.teams.all():
        if team.number != LATE_TEAM:
            story.at(day.date, time(17, team.number), partial(_log, story, team, day))
        elif day.number != SILENT_DAY:
            story.at(day.date, time(18, 20), partial(_log, story, team, day))
    if day.number == COMPLAINT_DAY:
        story.at(day.date, time(16, 0), partial(_complain, story))
    story.at(day.date, story.campaign.evening_at, partial(summarise, story, day))


def _remind(story: Story) -> None:
    settle_promises(campaign=story.campaign)
    run_rules(campaign=story.campaign)


def _log(story: Story, team: Team, day: CampaignDay) -> None:
    captain = Membership.objects.current().select_related("user").get(team=team, role=Role.CAPTAIN).user
    lessons, difficulties, benchmark = LOGS[(team.number + day.number) % len(LOGS)]
    words = {
        "lessons": lessons,
        "difficulties": difficulties,
        "benchmark": benchmark,
        "help_wanted": "请综合部提供最新欠息清单。" if team.number % 3 == 0 else "",
        "tomorrow": "继续走访未见面客户，跟进明日到期承诺。",
    }
    submit_daily_log(team=team, day=day, by=captain, words=words)


def _complain(story: Story) -> None:
    """One borrower complains of the day's visit."""
    visit = Visit.objects.filter(campaign=story.campaign, met="borrower").select_related("borrower").first()
    if visit is not None:
        visit.borrower.campaign = story.campaign
        text = "称工作人员说话声音太大，邻居都听见了，要求道歉。"
        record_complaint(
            borrower=visit.borrower, text=text, received_on=story.campaign.today, by=visit.recorded_by
        )


def summarise(story: Story, day: CampaignDay) -> None:
    """The evening summary of the day."""
    make_summary(campaign=story.campaign, day=day.date)
