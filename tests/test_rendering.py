"""Markdown as HTML: what markdown makes is kept, what could harm a reader goes, pictures and links find their way."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from hostile import VECTORS, one_line
from opslog_site.rendering import TAGS, to_html, to_inline_html, to_text

TARGETS = {
    "other.md": "../other/",
    "other.md#timeline": "../other/#timeline",
    "graph.png": "../graph.png",
    "a%20b.png": "../a%20b.png",
}
link = TARGETS.get


def html(markdown: str) -> str:
    """Render, with the space between tags taken out."""
    return re.sub(r"\s*\n\s*", "", str(to_html(markdown, link)))


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>"),
        ("~~gone~~", "<p><s>gone</s></p>"),
        ("a\\\nb", "<p>a<br>b</p>"),
        ("> said", "<blockquote><p>said</p></blockquote>"),
        ("- a\n  - b\n    - c", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("7. a", '<ol start="7"><li>a</li></ol>'),
        ("Words:\n- a\n- b", "<p>Words:</p><ul><li>a</li><li>b</li></ul>"),
        ("- [ ] a\n- [x] b\n- [X] c", "<ul><li>☐ a</li><li>☑ b</li><li>☑ c</li></ul>"),
        ("not [ ] a task", "<p>not [ ] a task</p>"),
        ("```yaml\na: 1\n```", '<pre><code class="language-yaml">a: 1</code></pre>'),
        ("    code", "<pre><code>code</code></pre>"),
        ("H~2~O <sub>2</sub> <kbd>Ctrl</kbd>", "<p>H~2~O <sub>2</sub> <kbd>Ctrl</kbd></p>"),
        ("<details><summary>a</summary>b</details>", "<details><summary>a</summary>b</details>"),
        ('a -- b... "c"', '<p>a -- b... "c"</p>'),
        ("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>"),
    ],
)
def test_what_markdown_makes_is_kept(markdown: str, expected: str) -> None:
    assert html(markdown) == expected


def test_a_table_keeps_its_alignment() -> None:
    made = html("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 \\| 3 | `4` |")

    assert '<th class="opslog-left">a</th>' in made
    assert '<td class="opslog-center">2 | 3</td>' in made
    assert '<td class="opslog-right"><code>4</code></td>' in made


def test_a_footnote_and_its_reference_lead_to_each_other() -> None:
    made = str(to_html("Words.[^why]\n\n[^why]: Because.", link, "3-"))

    (reference,) = re.findall(r'<a href="#([^"]+)" id="([^"]+)"', made)
    note, back = reference
    assert f'<li id="{note}" class="footnote-item">' in made
    assert f'<a href="#{back}" class="footnote-backref"' in made


def test_footnotes_of_two_passages_are_kept_apart() -> None:
    first, second = (
        set(re.findall(r' id="([^"]+)"', str(to_html("a[^1]\n\n[^1]: b", link, prefix)))) for prefix in ("1-", "2-")
    )

    assert first
    assert not first & second


@pytest.mark.parametrize("address", ["https://example.com/a?b=c", "http://example.com", "mailto:jun@example.com"])
def test_an_address_is_a_link(address: str) -> None:
    link = f'<a href="{address}" class="opslog-address" rel="noopener nofollow">{address}</a>'
    assert link in html(f"See {address} for more.")


@pytest.mark.parametrize("word", ["web.py", "example.com", "jun@example.com", "10.0.0.1", "v2.0"])
def test_what_only_looks_like_an_address_is_a_word(word: str) -> None:
    assert html(f"See {word} for more.") == f"<p>See {word} for more.</p>"


def test_the_page_keeps_the_first_heading_for_itself() -> None:
    assert html("# a\n## b\n### c") == "<h2>a</h2><h2>b</h2><h3>c</h3>"


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[a](other.md)", '<a href="../other/" rel="noopener nofollow">a</a>'),
        ("[a](other.md#timeline)", '<a href="../other/#timeline" rel="noopener nofollow">a</a>'),
        ("[a][b]\n\n[b]: other.md 'c'", '<a href="../other/" title="c" rel="noopener nofollow">a</a>'),
        ('<a href="other.md">a</a>', '<a href="../other/" rel="noopener nofollow">a</a>'),
        ("[a](#impact)", '<a href="#impact" rel="noopener nofollow">a</a>'),
        ("[a](https://example.com)", '<a href="https://example.com" rel="noopener nofollow">a</a>'),
        (
            "[a](gone.md)",
            '<a class="opslog-nowhere" title="This link leads nowhere here: gone.md" rel="noopener nofollow">a</a>',
        ),
        ('<a href="gone.md">a</a>', '<a rel="noopener nofollow">a</a>'),
        (
            "[a](/etc/passwd)",
            '<a class="opslog-nowhere" title="This link leads nowhere here: /etc/passwd" rel="noopener nofollow">a</a>',
        ),
    ],
)
def test_a_link_leads_to_a_page_of_the_site_or_says_that_it_does_not(markdown: str, expected: str) -> None:
    assert html(markdown) == f"<p>{expected}</p>"


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ('![a](graph.png "b")', '<img src="../graph.png" alt="a" title="b" loading="lazy">'),
        ("![](graph.png)", '<img src="../graph.png" alt="" loading="lazy">'),
        ("![a](<a b.png>)", '<img src="../a%20b.png" alt="a" loading="lazy">'),
        ('a <img src="graph.png" alt="b" width="9" onload="c">', 'a <img src="../graph.png" alt="b" loading="lazy">'),
        ("![a](gone.png)", '<em class="opslog-nowhere">a (not here: gone.png)</em>'),
        ("![](gone.png)", '<em class="opslog-nowhere">picture (not here: gone.png)</em>'),
        ('a <img src="/gone.png">', 'a <em class="opslog-nowhere">picture (not here: /gone.png)</em>'),
        ("![a](\\\\evil.example\\b.png)", '<em class="opslog-nowhere">a (not here: %5Cevil.example%5Cb.png)</em>'),
        ("![a](data:image/png;base64,AAAA)", '<em class="opslog-nowhere">a (not here)</em>'),
        ("a <img>", 'a <em class="opslog-nowhere">picture (not here)</em>'),
    ],
)
def test_a_picture_of_this_log_is_shown_and_a_missing_one_is_named(markdown: str, expected: str) -> None:
    assert html(markdown) == f"<p>{expected}</p>"


@pytest.mark.parametrize(
    "markdown",
    [
        "![a](https://example.com/b.png)",
        'See <img alt="a" src="https://example.com/b.png" srcset="https://example.com/c.png 2x">',
        '<p><img src="//example.com/b.png" alt="a"></p>',
    ],
)
def test_a_picture_on_another_host_is_a_link_to_it(markdown: str) -> None:
    made = html(markdown)

    assert "<img" not in made
    assert re.search(
        r'<a href="(https:)?//example.com/b.png" rel="noopener nofollow">a \(picture on another host\)', made
    )


def test_a_picture_inside_a_link_leaves_the_link_alone() -> None:
    assert html("[![a](https://example.com/b.png)](https://example.com/)") == (
        '<p><a href="https://example.com/" rel="noopener nofollow">a (picture on another host)</a></p>'
    )


class _Reader(HTMLParser):
    """Collects what a reader that is simpler than a browser finds."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("vector", VECTORS)
def test_no_vector_leaves_anything_that_runs(vector: str) -> None:
    quoted = one_line(vector).replace("\\", "\\\\").replace('"', '\\"')
    markdown = (
        f'{vector}\n\n- {vector}\n\n[a](https://a.example "{quoted}") ![{one_line(vector)}](graph.png "{quoted}")'
    )
    for made in (str(to_html(markdown, link)), str(to_inline_html(markdown, link))):
        reader = _Reader()
        reader.feed(made)
        reader.close()
        assert "<!--" not in made
        for tag, attributes in reader.tags:
            assert tag in TAGS
            assert set(attributes) <= {"href", "title", "id", "class", "src", "alt", "style", "rel", "start", "loading"}
            assert attributes.get("src", "../graph.png") == "../graph.png"
            assert re.match(r"https?://|mailto:|#|//|\.\./", attributes.get("href") or "#")


@pytest.mark.parametrize(
    "name", ["__config", "__search", "md-overlay", "opslog-slot-0", "follow-up-1", "fn-1 md-overlay"]
)
def test_a_record_cannot_name_its_elements_like_parts_of_the_page(name: str) -> None:
    made = html(f'<a id="{name}" class="{name}" name="{name}">a</a>\n\n<div id="{name}" class="{name}">b</div>')

    assert name not in made


@pytest.mark.parametrize("title", ["<!--opslog-end--><script>a</script>", "<img src=x>", 'x" onerror="a'])
def test_a_value_cannot_end_its_tag(title: str) -> None:
    made = html(f'<b title="{title.replace(chr(34), "&quot;")}">a</b>')

    assert made.startswith('<p><b title="')
    assert made.count("<") == 4
    assert re.fullmatch(r'<p><b title="[^"<>]*">a</b></p>', made)


@pytest.mark.parametrize("mark", ["{{ a }}", "{% a %}", "{# a #}", "```", "~~~", "{{{%```"])
@pytest.mark.parametrize("form", ["{}", "`` {} ``", "    {}", "| a |\n|---|\n| {} |", "[a](other.md '{}')"])
def test_what_the_engine_would_act_on_does_not_reach_it(mark: str, form: str) -> None:
    made = str(to_html(form.replace("{}", mark), link))

    assert not re.search(r"\{[{%#]|```|~~~", made)


def test_a_mark_of_the_engine_is_still_shown() -> None:
    assert html("`{{ a }}`") == "<p><code>&#123;&#123; a }}</code></p>"


def test_one_line_has_no_paragraph_around_it() -> None:
    assert to_inline_html("a *b*\n  [c](other.md)", link) == (
        'a <em>b</em> <a href="../other/" rel="noopener nofollow">c</a>'
    )


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Root *cause*", "Root cause"),
        ("`web.yaml` and [a link](other.md)", "web.yaml and a link"),
        ("  spaced \n out ", "spaced out"),
        ("<b>a</b> &amp; <", "<b>a</b> & <"),
    ],
)
def test_a_heading_is_its_words(markdown: str, expected: str) -> None:
    assert to_text(markdown) == expected


PLAINISH = st.text(st.sampled_from("aZé9 ,.;:?'\"()%+=#@$—“’-_*`[]<>&\n\\/|!~^m"), max_size=60)
SENTENCES = st.text(st.sampled_from("aZé9 ,.;:?'\"()%+=#@$—“’-\n`_"), max_size=60)


@given(st.one_of(PLAINISH, SENTENCES))
@example("See below.\nmailto:jun@example.com")
@example("words `a``b` words")
def test_plain_text_takes_a_short_way_to_the_same_html(text: str) -> None:
    """A comment at the end sends the text the long way, and leaves nothing in what comes out."""
    assume("```" not in text and "~~~" not in text)  # code that nothing closes would take the comment in
    by_the_long_way = to_html(f"{text}\n\n<!-- -->", lambda _: None).rstrip("\n")

    assert to_html(text, lambda _: None).rstrip("\n") == by_the_long_way
