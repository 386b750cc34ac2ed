// [what axe finds of contrast in texts whose look is not known, the looks it was asked of, those of them it found good]
async (given) => {
  const known = new Set(given);
  const looks = new Map();
  // A text looks like another where the two, and all that each stands in, are of the same kind and the same colours.
  const look = (element) => {
    if (element === null) return "";
    if (!looks.has(element)) {
      const style = getComputedStyle(element);
      const own = [
        element.localName, element.getAttribute("class"), style.color, style.fill, style.backgroundColor,
        style.backgroundImage, style.opacity, style.position, style.fontSize, style.fontWeight, style.textShadow,
      ];
      looks.set(element, hash(look(element.parentElement) + own.join("|")));
    }
    return looks.get(element);
  };
  const hash = (text) => {
    let [one, other] = [0xdeadbeef, 0x41c6ce57];
    for (let place = 0; place < text.length; place++) {
      one = Math.imul(one ^ text.charCodeAt(place), 2654435761);
      other = Math.imul(other ^ text.charCodeAt(place), 1597334677);
    }
    return (one >>> 0).toString(36) + "." + (other >>> 0).toString(36);
  };
  const says = (element) =>
    element.matches("input, select, textarea, option") ||
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const fresh = new Map();
  for (const element of document.body.querySelectorAll("*")) {
    if (!says(element) || !element.checkVisibility({ visibilityProperty: true })) continue;
    const seen = look(element);
    if (!known.has(seen) && !fresh.has(seen)) fresh.set(seen, element);
  }
  if (fresh.size === 0) return [[], [], []];
  const options = { iframes: false, resultTypes: ["violations", "passes"], runOnly: ["color-contrast"], elementRef: true };
  const { violations, passes } = await axe.run({ include: [...fresh.values()] }, options);
  const good = passes.flatMap((rule) => rule.nodes.map((node) => look(node.element)));
  const found = violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target, html }) => ({ target, html })) }));
  return [found, [...fresh.keys()], good];
}
