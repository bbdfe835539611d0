"""What has no key of its own and is reached from the palette: places, and what the office says of itself."""

from __future__ import annotations

PLACES = (
    ("incoming", "来件", "来信、来电、网信、12345热线、上级转送交办：不排号，同样的期限和处理结果"),
    ("gaps", "三定三包进度", "领导包案的每一件，第一个空着的格子"),
    ("roster", "名册", "领导、单位(电话、管理关系)、村组：各处列出来选的从这里来"),
    ("table", "这一场", "今天这一场：参加单位到没到、认领了什么、约对方到场"),
    ("sessions", "历次场次", "每一场接访：谁接访、几批次几人次几件，联合接访小结"),
    ("owners", "归属待定", "联合接访会商了还没有定归谁办的：由谁、哪天前定"),
    ("meetings", "会议研究", "党政联席会、联席会议、调度会：研究了什么、怎么定的、谁来办；有纪要的算一次"),
    ("campaigns", "集中接访", "根治欠薪等主题：几场接访、事项清单、当晚一张情况表"),
    ("causes", "专案专班", "几件有同一个原因：专班、牵头领导、措施，一直到了结"),
    ("radar", "共性问题", "同村同类、同一项目地点接连来的：成立专班、情况反映、先放着"),
    ("level_skips", "越级登记", "上级通报的越级，一条一条登记，与上年同期比"),
)
"""Screens without a key of their own: name in `app.SCREEN_MAKERS`, Chinese name, what is there."""

STAND_IN = ("代替", "今天排了班的领导来不了，换一位来，按数字选；原来是谁留着")
"""An act of another screen that is looked for on 今日接访."""

WORK_LISTS = (
    ("booked_today", "今天约了谁，还没到的"),
    ("booked_key", "重点约访还没到的：哪位领导、约谁、几时"),
    ("booked_again", "待核实、另约了时间再来的"),
    ("commitments", "七日内到期和已经过期的承诺"),
    ("pending", "登记了还没有定去向的"),
    ("owned", "领导包案、还没办结的"),
    ("assigned", "交给单位、还没办结的"),
    ("not_entered", "还没有录入上级系统的"),
    ("window", "今天办事、咨询等不是信访的"),
)
"""Lists of work that have no figure on a screen of their own: name in `figures.FIGURES`, what is in it."""

SETTINGS = (
    ("settings", "接待室设置", "单位名称、查询电话地点时间(印在告知单上)、姓名遮蔽"),
    ("clerk", "换登记员", "现在坐在这里登记的是谁"),
    ("handover", "人员交接", "有人调离、退休，没办完的都转给接手的人"),
    ("fieldwork", "走访和排查", "包案的多久没联系提醒一声(可不设)、各村多久报一次排查"),
    ("unit_parent", "单位隶属", "哪个单位在哪个单位之下"),
)
"""What the office says of itself: name in `office_dialogs.DIALOGS`, Chinese name, what it is for."""
