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
