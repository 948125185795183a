"""axe before a page; of texts that look the same, on one page or many, the contrast is measured once.

Measuring it is two thirds of what axe costs. `make audit` measures all.
"""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations", "incomplete"],  # to describe what is well takes longer than to find it
}
# How a text looks: what its contrast depends on, its own and of all it lies in. Whether axe measures it depends on
# whether it is shown and usable, hence these, too. What form fields hold is measured each time.
_LOOK = """
async ([rules, before]) => {
  const enough = new Set(before);
  const properties = [
    'color', 'backgroundColor', 'backgroundImage', 'opacity', 'filter', 'mixBlendMode', 'textShadow',
    'fontSize', 'fontWeight', 'display', 'visibility', 'position', 'zIndex', 'float', 'transform',
    'overflow', 'clip', 'clipPath', 'contentVisibility', 'textIndent',
  ];
  const looks = new Map([[null, '']]);
  const look = element => {
    if (!looks.has(element)) {
      const style = getComputedStyle(element);
      const usable = [element.disabled, element.ariaDisabled, element.control?.disabled];
      looks.set(element, [look(element.parentElement), ...properties.map(name => style[name]), ...usable].join('|'));
    }
    return looks.get(element);
  };
  const isText = element =>
    !element.matches('input, select, option, textarea') &&
    [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim()) &&
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    element.offsetWidth + element.offsetHeight > 4;
  const texts = [...document.body.querySelectorAll('*')].filter(isText);
  const measured = new Set();
  for (const text of texts) {
    if (enough.has(look(text)) || measured.has(look(text))) text.setAttribute('data-measured', '');
    else measured.add(look(text));
  }
  axe.configure({ rules: [{ id: 'color-contrast', selector: ':not([data-measured])' }] });
  const { violations, incomplete } = await axe.run(rules);
  // What is too weak, or could not be measured where it was, proves nothing for others that look so.
  const contrasts = [...violations, ...incomplete].filter(({ id }) => id === 'color-contrast');
  const elements = contrasts.flatMap(({ nodes }) => nodes.map(({ target }) => document.querySelector(target)));
  const open = new Set(elements.map(look));
  if (open.size) {
    for (const text of texts.filter(text => open.has(look(text)))) text.removeAttribute('data-measured');
    violations.push(...(await axe.run({ ...rules, runOnly: { type: 'rule', values: ['color-contrast'] } })).violations);
    for (const unsure of open) measured.delete(unsure);
  }
  const faults = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
  return [faults, [...measured]];
}
"""


class Axe:
    """axe, and the looks whose contrast it has found to be enough."""

    def __init__(self) -> None:
        self._enough: list[str] = []

    def faults_of(self, page: Page) -> list[str]:
        """Return what axe has against the page shown: rule and element."""
        page.evaluate(AXE_SCRIPT)
        faults, measured = page.evaluate(_LOOK, [_RULES, self._enough])
        self._enough += measured
        return list(faults)
