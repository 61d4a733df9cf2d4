"""What branches write about the quarter and about their best (闪光点、先进事迹)."""

from flagship.categories import FlagCategory
from flagship.periods import Quarter
from reports.demo.dice import dice
from reports.documents import PersonQuarter

_M, _R, _I, _S, _L, _SA = FlagCategory

_DEEDS: dict[FlagCategory, tuple[str, ...]] = {
    _M: (
        "紧盯市场不放松，本季度走访重点用户十余次，推动两笔久拖货款回收到位；坚持一户一策，老用户无一流失，新用户签约当月见效。",
        "面对市场下行压力主动出击，带队参与三次投标并全部中标，把守住毛利、快速回款放在同等位置，合同履约率百分之百。",
        "把服务做在用户开口之前，设备出现故障连夜赶赴现场协调处理，用户专门致信感谢，后续追加订单。",
    ),
    _R: (
        "牵头新产品样机试验，连续奋战查明漏液原因，改进密封结构后一次通过评审，为批量投产赢得时间。",
        "潜心攻关耐磨材料配方，完成四轮对比试验，关键部件寿命提高两成，研发费用控制在预算之内。",
        "主动承担急难项目，图纸差错率保持为零，带教两名青年技术员独立完成设计任务。",
    ),
    _I: (
        "围绕瓶颈工序动脑筋、想办法，本季度完成创新项目六项，经财务确认创效明显，两项成果在兄弟单位推广。",
        "带领创新小组修旧利废、小改小革，自制工装解决了拆装费时的老大难问题，工效提高三成。",
        "大胆优化管理流程，合并审批环节，办理时限由五天缩短到两天，基层反映办事更快、跑腿更少。",
    ),
    _S: (
        "始终把职工群众的事放在心上，本季度办结实事难事十五件，防汛抢险期间连续值守，随叫随到。",
        "扎根一线服务基层，协调解决通勤、就餐等实际问题，帮助基层单位节支增收，群众测评满意率名列前茅。",
        "对行动不便的老同志坚持上门服务，政策解释耐心细致，做到件件有着落、事事有回音。",
    ),
    _L: (
        "带头执行6S标准，现场检查得分连续三个月领先；熟练运用看板、快速换型等工具，换型时间缩短四成。",
        "从细微处抠效益，组织改善提案二十余条，降低辅料消耗，所在岗位被评为精益示范岗。",
        "严格内部市场日清日结，及时分析成本偏差，推动单位成本稳步下降，标准化作业落到实处。",
    ),
    _SA: (
        "本季度个人无违章、岗位无事故，排查整改隐患十余项，及时制止一起违规起吊，避免了设备损坏。",
        "抓安全从不讲情面，班前确认、班中巡查、班后总结一样不落，产量、质量、成本三项指标全面完成。",
        "主动承担急难检修任务，带领班组提前两天完成大修，质量一次验收合格，现场始终安全受控。",
    ),
}

_EFFORTS = (
    "支委会每月研究考核结果，数据由业务部门提供、考核员复核，公示期间未收到不同意见的，按期结算",
    "坚持数据说话、公开透明，考核结果在党务公开栏和班前会同步公布，党员群众普遍认可",
    "把考核与中心工作结合起来，对排名靠后的同志逐一谈心，帮助分析原因、制定措施",
)
_PLANS = (
    "下一季度将围绕年度目标补短板、强弱项，抓好先进事迹宣传，带动更多同志学先进、赶先进。",
    "下一季度重点抓好指标数据的及时性和准确性，进一步细化定性评定的依据，减少人为因素。",
    "下一季度将继续开展结对帮带，把旗手的好做法固化为工作标准，形成长效机制。",
)


def citation_of(person: PersonQuarter, quarter: Quarter) -> str:
    """Why this person: deeds first, then the figures."""
    deeds = dice("deeds", person.employee_number, quarter).choice(_DEEDS[person.category])
    first = f"，其中{person.months_first}个月位列第一" if person.months_first else ""
    return f"{person.name}同志{deeds}本季度参加考核{person.months_taken}个月，平均得分{person.score}分{first}。"


def summary_of(branch_name: str, quarter: Quarter, people: int, nominated: list[str]) -> str:
    """The branch's own words about its quarter."""
    chance = dice("summary", branch_name, quarter)
    put_forward = f"经支委会研究，推荐{'、'.join(nominated)}为季度旗手人选。" if nominated else "本季度未推荐旗手人选。"
    begun = f"{quarter.zh}，{branch_name}共有{people}人参加考核。{chance.choice(_EFFORTS)}。"
    return f"{begun}{put_forward}{chance.choice(_PLANS)}"


def plan_summary(branch_name: str, flags: list[str], year: int) -> str:
    """The branch's plan in a few sentences."""
    return (
        f"{branch_name}结合{year}年度重点任务和岗位职责，设{'、'.join(flags)}等类别开展争旗创标。"
        "坚持定量为主、定性为辅，指标数据由业务部门按月提供，支部考核员复核；定性指标由支委会集体评定并写明理由。"
        "每月8日前完成上月考核，公示3个工作日后经支委会确认。党支部书记为第一责任人，纪检委员负责监督。"
    )
