/* Texts on a wall that cannot be read: cut, pushed off, or smaller than 28 pixels of 1080. */
() => {
  const LEAST = 27.5;
  const inner = (a, b) => ({
    left: Math.max(a.left, b.left), top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right), bottom: Math.min(a.bottom, b.bottom),
  });
  const seenIn = (element) => {
    let clip = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    for (let one = element; one; one = one.parentElement) {
      const style = getComputedStyle(one);
      if (style.opacity === '0' || style.clipPath !== 'none') return undefined;
      if (style.overflowX !== 'visible' || style.overflowY !== 'visible') clip = inner(clip, one.getBoundingClientRect());
    }
    return clip;
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const element = text.parentElement;
    const said = text.textContent.trim();
    if (!said || element.closest('script, style, .unseen, .page-mark, [aria-hidden=true]')) continue;
    const style = getComputedStyle(element);
    const clip = seenIn(element);
    if (style.visibility === 'hidden' || !clip) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const all of range.getClientRects()) {
      if (all.width < 2 || all.height < 2) continue;
      const shown = inner(all, clip);
      const wide = Math.max(0, shown.right - shown.left) / all.width;
      const high = Math.max(0, shown.bottom - shown.top) / all.height;
      if (wide > 0.97 && high > 0.8) continue;
      found.push(`${wide && high ? 'cut' : 'lost'}: ${said}`);
      break;
    }
    if ((parseFloat(style.fontSize) * 1080) / innerHeight < LEAST) found.push(`small: ${said}`);
  }
  return found;
}
