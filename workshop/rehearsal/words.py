"""What simulated people are called and what they say: natural sentences of the trade, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from random import Random
from typing import Final

from workshop.core.rehearsal import Topic
from workshop.parts.length import weighted_length

_NAMES: Final[Mapping[str, str]] = {
    "zh": "王芳 李伟 张敏 刘洋 陈静 杨磊 赵丽 黄强 周婷 吴鹏 徐颖 孙浩 马琳 朱俊 胡雪 郭峰 何洁 高翔 林燕 罗斌 "
    "郑怡 梁超 谢丹 宋凯 唐莉 许诺 韩冰 冯涛 邓欣 曹蕾 彭宇 曾晨 肖瑶 田野 董倩 袁亮 潘虹 于航 蒋薇 蔡明",
    "en": "Alice Ben Chloe Daniel Emma Frank Grace Henry Iris Jack Kate Leo Maya Nick Olive Paul Quinn Rose Sam Tina "
    "Uma Victor Wendy Xander Yara Zach Amy Brian Carol David Ella Felix Gina Hugo Ida Jonas Kim Luke Mona Noah",
}
_THEN: Final[Mapping[str, str]] = {"zh": "，", "en": ", "}
"""Between two sentences."""

_SAID: Final[Mapping[str, Mapping[Topic, tuple[str, ...]]]] = {
    "zh": {
        "problem": ("新人三个月走一半", "高峰期排不过来班", "投诉总是重复", "情绪累，不想说话",
                    "质检和业务标准不一", "知识库找不到答案"),
        "action": ("每周一次十分钟复盘", "老带新，一对一听录音", "把常见问题做成卡片", "晨会先说一件做得好的",
                   "下周三前排出新班表"),
        "question": ("最难的是哪一步？", "如果只做一件事，先做什么？", "客户真正在意的是什么？"),
        "reason": ("这样客户少打一次电话", "先稳住情绪才谈得下去", "数据说明问题出在排队"),
        "praise": ("你先听完再回应，让我很安心", "你的提问很具体", "语气稳，节奏好"),
        "feeling": ("有点累，但踏实", "很受启发", "想马上回去试一试"),
        "fact": ("昨天下午三点，接起率百分之七十二", "录音第二分钟打断了客户两次", "本周重复来电三十一通"),
        "name": ("稳得住", "听得见", "留得下", "走得快"),
        "role": ("早班组长", "新人导师", "质检专员", "排班员", "晚班组长"),
        "figure": ("72%", "85%", "4.6 分", "每天 30 通", "两周内"),
    },
    "en": {
        "problem": ("New people leave early", "Too few at the peak", "The same complaint again",
                    "Nobody finds the answer"),
        "action": ("Ten minutes of review a week", "Listen to a call in pairs", "Cards for common questions"),
        "question": ("Which step is hardest?", "What would we do first?", "What does the caller need?"),
        "reason": ("It saves a second call", "Calm comes first", "The figures point to the queue"),
        "praise": ("You listened to the end", "Your question was concrete", "A steady voice"),
        "feeling": ("Tired but steady", "Inspired", "Eager to try it"),
        "fact": ("At three, 72 per cent answered", "Two interruptions in minute two", "31 repeat calls this week"),
        "name": ("Steady under pressure", "Listen to them", "Stay with us", "Quick and calm"),
        "role": ("Early shift", "Mentor", "Quality", "Planner", "Late shift"),
        "figure": ("72%", "85%", "4.6", "30 a day", "Two weeks"),
    },
}  # fmt: skip


def names(lang: str, n: int) -> list[str]:
    """So many names; after the last of the list they begin again with a number."""
    known = _NAMES[lang].split()
    return [known[k % len(known)] + (str(k // len(known) + 1) if k >= len(known) else "") for k in range(n)]


class Voice:
    """Says sentences by chance, each with a number where it was said before: no two people write the very same."""

    _numbers = count(1)

    def __init__(self, lang: str, dice: Random) -> None:
        self._said, self._then, self._dice = _SAID[lang], _THEN[lang], dice

    def __call__(self, topic: Topic = "problem", *, longest: int = 30, shortest: int = 1, must: str = "") -> str:
        mark = str(next(self._numbers))
        text = f"{must}{self._dice.choice(self._said[topic])}"
        while weighted_length(f"{text} {mark}") < shortest:
            text += f"{self._then}{self._dice.choice(self._said[topic])}"
        while text and weighted_length(f"{text} {mark}") > longest:
            text = text[:-1]
        return f"{text} {mark}".strip()
