/**
 * Draws the page as pictures to keep: WeChat blocks downloads, but a picture that is pressed for a while is saved.
 * One long page becomes several pictures, since old phones draw no canvas that is higher.
 */
(() => {
  const WIDE = 720, HIGH = 4000, EDGE = 48, GROUND = '#fffdf9', INK = '#1c1a17', SOFT = '#433e36';
  const SIZES = { H1: [44, 700, INK, 12], H2: [32, 700, INK, 36], H3: [26, 600, SOFT, 20], DT: [24, 400, SOFT, 12] };
  const button = document.getElementById('draw');
  const place = document.getElementById('pictures');
  if (!button) return; // there is nothing to keep yet
  const measure = document.createElement('canvas').getContext('2d');

  const font = (size, weight) => `${weight} ${size}px system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif`;

  /** Breaks after any Chinese character, and between Latin words. */
  function wrapped(text, wide) {
    const lines = [];
    for (const part of text.split('\n')) {
      let line = '';
      for (const piece of part.match(/[\u0021-\u024f]+\s*|\s+|[\s\S]/gu) || []) {
        for (const bit of measure.measureText(piece).width > wide ? Array.from(piece) : [piece]) {
          if (line && measure.measureText(line + bit.trimEnd()).width > wide) {
            lines.push(line);
            line = '';
          }
          line += bit;
        }
      }
      if (line.trim()) lines.push(line);
    }
    return lines;
  }

  function laidOut() {
    const lines = [];
    for (const one of document.querySelectorAll('#mine h1, #mine .note p, #mine h2, #mine h3, #mine dt, #mine dd, #mine li')) {
      if (one.tagName !== 'H3' && one.closest('details:not([open])')) continue; // a long table only as far as it was opened
      const [size, weight, colour, before] = SIZES[one.tagName] || [28, 400, INK, one.tagName === 'LI' ? 8 : 0];
      measure.font = font(size, weight);
      const text = (one.tagName === 'LI' ? '· ' : '') + one.textContent.trim();
      wrapped(text, WIDE - 2 * EDGE).forEach((line, n) => lines.push({ line, size, weight, colour, before: n ? 0 : before }));
    }
    lines.push({ line: button.dataset.mine, size: 22, weight: 400, colour: SOFT, before: 36 });
    return lines;
  }

  function sheets(lines) {
    const found = [[]];
    let high = 2 * EDGE;
    for (const line of lines) {
      const more = line.before + Math.round(line.size * 1.5);
      if (high + more > HIGH) {
        found.push([]);
        high = 2 * EDGE;
      }
      found[found.length - 1].push(line);
      high += more;
    }
    return found;
  }

  function drawn(lines) {
    const canvas = document.createElement('canvas');
    canvas.width = WIDE;
    canvas.height = lines.reduce((sum, line) => sum + line.before + Math.round(line.size * 1.5), 2 * EDGE);
    const pen = canvas.getContext('2d');
    pen.fillStyle = GROUND;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    let y = EDGE;
    for (const one of lines) {
      y += one.before + Math.round(one.size * 1.5);
      pen.font = font(one.size, one.weight);
      pen.fillStyle = one.colour;
      pen.fillText(one.line, EDGE, y - Math.round(one.size * 0.4));
    }
    return canvas.toDataURL('image/png');
  }

  button.addEventListener('click', () => {
    const pictures = sheets(laidOut()).map((lines) => {
      const picture = document.createElement('img');
      picture.src = drawn(lines);
      picture.alt = place.dataset.name;
      return picture;
    });
    place.replaceChildren(...pictures);
    document.getElementById('how').hidden = false;
    place.scrollIntoView();
  });
})();
