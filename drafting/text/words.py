"""Different words for one thing in administrative Chinese, and what an article is there to do.

Two cities write the same provision in different words: 专家库 here and 专家委员会 there, 高等院校
and 高校, 易腐垃圾 and 湿垃圾. ``find_concepts`` names the things a text speaks of, whatever the
word; ``find_functions`` names the standard provisions (立法目的, 适用范围, 部门职责 …) that every
regulation has and that are known by their formula, with or without a heading.

Both take folded text (see ``script.fold``). The table holds words of general use in the
regulations of many cities; a line is one thing, blank between its words. A word stands in one
line only, and no line is there for the sake of a single text.
"""

from __future__ import annotations

from functools import lru_cache

import regex as re

_CONCEPTS = """
高等院校 高等学校 高校 大专院校 院校
科研机构 科研院所 研究机构 研究院 科研单位
中小企业 小微企业 中小微企业 小型微型企业
国有企业 国企 国有资本
企事业单位 企业事业单位 事业单位
市场主体 经营主体 经营者
社会组织 社会团体 民间组织
行业组织 行业协会 行业商会 产业联盟 协会、商会 行业自律
专家库 专家委员会 专家咨询 咨询委员会 专家组 智库
国家工作人员 国家公职人员 公职人员 公务员
居民委员会 社区居民委员会 村民委员会 居(村)民委员会 村(居)民委员会 居委会 村委会
业主委员会 业委会 物业管理委员会
物业服务企业 物业服务人 物业管理企业 物业服务单位
街道办事处 乡镇人民政府 镇人民政府 乡(镇)人民政府
老年人 老人 适老化 养老
残疾人 助残 无障碍
未成年人 儿童 少年儿童 青少年
妇女 女职工
劳动者 职工 从业人员 用工
消费者 用户权益
志愿者 志愿服务
发展改革 发展和改革 发改
经济信息化 经济和信息化 工业和信息化 产业主管部门 工信
科学技术部门 科技部门 科技创新部门 科学技术主管部门 科技主管部门 科学技术行政部门
市场监督管理 市场监管 工商行政管理 质量技术监督
人力资源社会保障 人力资源和社会保障 人力资源保障 人社
规划和自然资源 规划资源 自然资源 国土资源 城乡规划 规划国土
住房城乡建设 住房和城乡建设 住房和建设 房产管理 房产主管 住房保障 房屋管理 房地产主管 房管 城乡建设
城市管理 城管执法 城管和综合执法 综合行政执法 城市管理行政执法 城管
市容环卫 绿化市容 市容环境卫生 环境卫生主管 环卫
生态环境 环境保护 环保
卫生健康 卫生计生 卫生行政 卫生主管 卫生行政主管 医疗卫生
文化和旅游 文化旅游 文化广电旅游 文旅 文广旅游 旅游主管 旅游行政主管
交通运输 交通行政主管 交通部门
农业农村 农业主管 农业部门 智慧农业 农业生产
公安机关 公安部门
应急管理 安全生产监督
民政 民政部门
财政部门 财政
数据资源管理 大数据管理 政务服务数据管理 数据管理部门 数据主管部门 数据发展主管
网信 网络信息
国资监管 国有资产监督管理 国有资产监管
地方金融监管 地方金融监督管理 金融监管 金融管理
知识产权 专利 商标 商业秘密
园林绿化 绿化 园林
水务 水利 水行政主管
气象 气象主管
邮政管理 快递
消防救援 消防机构 消防
教育行政主管 教育主管部门 教育部门
机关事务 机关事务管理
人才引育 人才培育 人才培养 人才队伍 人才保障 人才支撑 人才引进 人才政策 人才支持
职业技能 技能培训 职业培训 技能人才 工匠
产教融合 校企合作 实训基地 联合办学
学科专业 交叉学科 相关学科 开设专业 开设课程 课程教学
投融资 融资 投资基金 产业基金 引导基金 金融支持 资金支持 信贷 贷款 社会资本
财政资金 专项资金 财政预算 资金保障 经费保障 财政投入 财政性资金 本级预算
保险产品 保险服务 科技保险 保险机构 保险赔偿 保险保障 保险
政府采购 合作创新采购 非公开招标 首购首用 集中采购
首台(套) 首台套 首批次 首版次 首试首用 首发应用 首购
税收优惠 税费优惠 加计扣除 减税
土地供应 用地保障 建设用地 工业用地 产业用地 土地用途 用地指标 土地资源
空间布局 产业布局 产业园区 特色产业园区 产业集聚区 集聚发展 聚集发展 产业集群 集群 集聚区
产业链 供应链 上下游 强链补链 产业配套
龙头企业 骨干企业 领军企业 链主企业 头部企业
企业培育 梯度培育 企业梯队 专精特新 优质企业
招商引资 招引 项目引进
科技成果转化 成果转化 转移转化 技术转移 成果转移
基础研究 基础理论研究 基础前沿研究
关键核心技术 核心技术 共性技术 技术攻关 关键技术 联合攻关 协同攻关
科研项目 科技项目 项目立项 科研组织 揭榜挂帅 组织管理方式 项目管理方式
重点实验室 创新中心 技术创新中心 制造业创新中心 工程研究中心 研究平台 科研平台 创新平台 创新载体
科学仪器 大型仪器 仪器设施 科研设施 科技基础设施 科研基础设施 仪器和设施
开源社区 开源平台 开源 开放平台
芯片 集成电路 半导体
模型 算法 大模型
算力 计算中心 超级计算 智算 智能计算 数据中心
网络基础设施 通信网络 电信运营 移动通信 通信设施 信息网络
公共数据 数据开放 数据共享 数据资源体系 开放共享
数据集 训练数据 数据产品 数据标注 语料
数据安全 个人信息保护 数据泄露 个人信息权益 网络安全 去标识化 匿名化
数据交易 数据流通 数据要素市场 流通交易
检测检验 检验检测 检测认证 测试认证 测试检测 认证平台 检测平台
中试 中间试验 概念验证 试验验证 测试环境 测试场地
标准体系 标准制定 地方标准 团体标准 国家标准 标准编制 制定标准 国际标准
统计监测 统计调查 统计分类 统计指标 监测分析 统计测度
应用场景 场景应用 场景开放 示范应用 应用示范 场景创新 场景拓展 推广应用
供需对接 场景需求 需求清单 解决方案
智能制造 工业制造 制造业 智能工厂 工业互联网 智能化改造 数字化车间
医疗健康 智能医疗 医疗机构 智慧医疗 诊疗 医疗器械 医疗服务 康复
教育培训 智能教育 在线教育 教学 智慧教育
智慧城市 城市治理 城市大脑 一网统管 城市运行 数字治理 治理数字化
政务服务 数字政务 一网通办 数字政府 最多跑一次 政务数字化
物流 仓储 配送
电子商务 跨境电商 数字贸易 直播带货
公共安全 社会治安 治安防控 安防 安保 平安建设
应急救援 应急处置 突发事件 应急预案 紧急情况
伦理 道德规范 科技伦理 伦理委员会 伦理规范 伦理安全
分级分类 分类分级 分级治理 分级监管 差异化监管 分类监管
包容审慎 沙盒监管 柔性执法 不予处罚 观察期 容错 轻微违法 告诫约谈
免责 不作负面评价 免除责任 容错免责 减轻责任 尽职免责
区域协同 区域合作 跨区域 长江三角洲 长三角 京津冀 粤港澳 区域一体化 协同发展
国际合作 国际交流 国际科技合作 对外合作 开放合作 国际化
学术交流 论坛 展会 会展 赛事 展览 博览会 交流活动
宣传教育 宣传 普及 公益宣传 公益广告 舆论监督 科普
新闻媒体 广播 电视 报刊 大众传播 公共媒体
投诉 举报 检举 批评建议
表彰 奖励 激励措施 激励机制
考核 绩效考核 目标责任制 考评 绩效评价 督查
评估 测评 评价体系
信用记录 信用信息 信用档案 信用体系 失信
收费 缴费 缴纳 计费 付费
信息系统 信息平台 管理平台 信息化平台 监管平台
信息公开 向社会公布 向社会公开 公示
联席会议 协调机制 统筹协调 工作机制 工作专班 工作协调
发展规划 专项规划 规划编制 国土空间规划 编制规划
设施建设 配套建设 配套设施 同步设计 基础设施
监督检查 执法检查 日常检查 安全检查
信息共享 互联互通 业务协同
联合执法 执法协作 执法合作
罚款 处罚 责令改正 责令限期改正
处分 政务处分 行政处分
滥用职权 玩忽职守 徇私舞弊
刑事责任 构成犯罪
另行制定 具体办法 实施细则 配套政策
物业费 物业服务费 物业管理费
维修资金 专项维修资金 维修基金
前期物业 前期物业服务 承接查验 物业承接
业主大会 业主共同决定 首次业主大会
停车 车位 车库 停放车辆
装饰装修 装修
电梯 特种设备
生活垃圾 垃圾分类 分类投放
厨余垃圾 易腐垃圾 湿垃圾 餐厨垃圾 餐厨废弃物
其他垃圾 干垃圾
可回收物 再生资源 回收利用
大件垃圾 废旧家具
建筑垃圾 装修垃圾 工程渣土
有害垃圾 危险废物
源头减量 减量化 过度包装 一次性用品
处置单位 处理单位 处理设施 处置设施
收集、运输 收运 清运 分类运输 转运
见义勇为 救助他人 帮助他人
文明单位 文明家庭 文明校园 精神文明创建
无偿献血 器官捐献 捐献造血干细胞
慈善 捐赠 公益活动 捐助
交通信号 人行横道 机动车 交通安全
饲养犬只 养犬 宠物
吸烟 控烟 控制吸烟
噪声 噪音 广场舞
营商环境 优化服务 投资环境
行政审批 行政许可 审批服务 证明事项 告知承诺
市场准入 公平竞争 负面清单 平等对待
企业登记 开办企业 登记注册 企业开办 注销
纳税服务 办税 税务
不动产登记 不动产
破产 重整 清算
纠纷化解 调解 仲裁 多元化解 争议解决
公共法律服务 法律服务 律师 法律援助
监督员 社会监督 公众参与 公众监督
村规民约 居民公约 管理规约 文明公约 业主公约
智能机器人 机器人 人形机器人
自动驾驶 智能网联汽车 无人驾驶 智能汽车
无人机 无人驾驶航空器 低空
劳动者权益 劳动保护 劳动关系 工伤保险
特殊群体 弱势群体 困难群体 特殊人群 残障
"""
"""One thing a line: bodies, actors, means, sanctions of administrative Chinese at large."""

_ORDINANCE = r"本(?:条例|法|办法|规定|细则|规则|决定)"
_FUNCTIONS = {
    "purpose": rf"^.{{0,12}}?为了?.+制定{_ORDINANCE}|立法目的|立法宗旨|目的和?依据",
    "definition": rf"{_ORDINANCE}(?:所称|中下列|所指|下列用语).{{1,400}}?是?指|"
    r"概念界定|基本定义|术语定义|用语含义|界定.{0,30}(?:内涵|概念|含义)",
    "scope": rf"适用{_ORDINANCE}|{_ORDINANCE}适用于|适用范围|调整范围",
    "principle": r"(?:遵循|坚持|贯彻|按照).{4,80}的?(?:基本)?(?:原则|方针)|基本原则|发展原则",
    "government": r"人民政府.{0,12}(?:应当)?加强.{0,24}领导|政府职责|"
    r"纳入(?:本级|本市|本省)?国民经济和社会发展|建立.{0,24}(?:协调(?:工作)?机制|联席会议)",
    "departments": r"(?:按照|在|依照)(?:各自|法定)?(?:的)?(?:各自)?职责|部门职责|职责分工|"
    r"是.{0,30}主管部门|主管.{0,20}工作",
    "industry": r"行业(?:协会|组织|商会).{0,30}应当|行业自律|行业组织",
    "complaint": r"(?:任何)?(?:单位|组织|公民|个人).{0,12}(?:有权|可以).{0,80}"
    r"(?:举报|投诉|检举|劝阻)",
    "publicity": r"宣传教育|公益(?:性)?宣传|(?:开展|加强).{0,24}宣传",
    "penalty": r"(?:责令.{0,30}(?:改正|停止)|处(?:以)?.{1,24}罚款|给予警告)",
    "fallback": r"法律、(?:行政)?法规.{0,40}(?:已有|已经|另有|有).{0,12}规定.{0,12}"
    r"(?:从其规定|适用其规定|依照|执行)",
    "officials": r"(?:滥用职权|玩忽职守|徇私舞弊)",
    "delegation": r"另行制定|具体办法由|实施细则由|制定(?:具体)?(?:实施)?(?:办法|细则)|配套政策",
    "date": rf"{_ORDINANCE}自.{{0,24}}施行|施行日期|生效日期",
}
"""Formulas by which the standard provisions are known, whatever heading they bear."""


@lru_cache(maxsize=1)
def _concepts() -> dict[str, list[tuple[str, str]]]:
    """Words by their first two characters, longest first, each with the name of its thing."""
    table: dict[str, list[tuple[str, str]]] = {}
    for line in _CONCEPTS.split("\n"):
        words = line.split()
        for word in words:
            table.setdefault(word[:2], []).append((word, words[0]))
    for entries in table.values():
        entries.sort(key=lambda entry: (-len(entry[0]), entry))
    return table


def find_concepts(text: str) -> list[str]:
    """Return the things that folded ``text`` speaks of, one name for every word met, in order.

    Where words overlap, each that begins later than another still counts: 科技成果转化 begins a
    word of its own inside 促进科技成果转化平台.

    >>> find_concepts("高校和专家委员会"), find_concepts("高等院校和专家库")
    (['高等院校', '专家库'], ['高等院校', '专家库'])
    """
    table = _concepts()
    found = []
    for at in range(len(text) - 1):
        for word, name in table.get(text[at : at + 2], ()):
            if text.startswith(word, at):
                found.append(name)
                break
    return found


@lru_cache(maxsize=1)
def _functions() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern, re.MULTILINE) for name, pattern in _FUNCTIONS.items()}


def find_functions(text: str) -> frozenset[str]:
    """Return which standard provisions folded ``text`` (heading and words) is: "purpose" …"""
    return frozenset(name for name, pattern in _functions().items() if pattern.search(text))
