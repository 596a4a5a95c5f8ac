/**
 * Draws the page as pictures to keep: WeChat blocks downloads, but a picture that is pressed for a while is saved.
 * One long page becomes several pictures, since old phones draw no canvas that is higher; each begins with an activity.
 */
(() => {
  const WIDE = 720, HIGH = 4000, EDGE = 48, GROUND = '#fffdf9', INK = '#1c1a17', SOFT = '#433e36', NOTE = '#ffe48a', LINE = '#8d8577', ACCENT = '#1b3fa8';
  const INSIDE = WIDE - 2 * EDGE, GAP = 20;
  const HEADS = {
    H1: { size: 44, weight: 700, colour: INK, before: 20, card: true },
    P: { size: 28, weight: 400, colour: INK, before: 4, card: true },
    H2: { size: 32, weight: 700, colour: INK, before: 44, begins: true, rule: true },
    H3: { size: 26, weight: 600, colour: SOFT, before: 18 },
    LI: { size: 28, weight: 400, colour: INK, before: 8 },
  };
  const DAY = { size: 36, weight: 700, colour: ACCENT, before: 52, begins: true, stays: true };
  const ASKED = { size: 24, weight: 400, colour: SOFT, before: 10 }, ANSWERED = { size: 28, weight: 400, colour: INK, before: 0 };
  const CLOSES = /^[，。、；：？！”’）》】…—,.;:?!)\]]/u;
  const button = document.getElementById('draw');
  const place = document.getElementById('pictures');
  if (!button) return; // there is nothing to keep yet
  const measure = document.createElement('canvas').getContext('2d');

  const font = ({ size, weight }) => `${weight} ${size}px system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif`;
  const widthOf = (text, style) => {
    measure.font = font(style);
    return measure.measureText(text).width;
  };

  /** Breaks after any Chinese character, and between Latin words; no line begins with what closes a sentence. */
  function wrapped(text, style) {
    const lines = [];
    for (const part of text.split('\n')) {
      let line = '';
      for (const piece of part.match(/[\u0021-\u024f]+\s*|\s+|[\s\S]/gu) || []) {
        for (const bit of widthOf(piece, style) > INSIDE ? Array.from(piece) : [piece]) {
          if (line && widthOf(line + bit.trimEnd(), style) > INSIDE) {
            const taken = CLOSES.test(bit) ? Array.from(line).pop() : '';
            lines.push(line.slice(0, line.length - taken.length));
            line = taken;
          }
          line += bit;
        }
      }
      if (line.trim()) lines.push(line);
    }
    return lines;
  }

  /** A line is some words beside each other, each with its place. */
  const lineOf = (text, style) => ({ ...style, words: [{ text, x: EDGE, style }] });
  const paragraph = (text, style) => wrapped(text, style).map((line, n) => lineOf(line, n ? { ...style, before: 0, begins: false, rule: false } : style));

  /** What was asked and what was answered, beside each other as long as there is room. */
  function fact(one) {
    const before = one.matches('.row + .row > :first-child') ? 24 : 8; // between the rows of a table
    const asked = { text: one.querySelector('dt').textContent.trim(), style: ASKED };
    const answers = Array.from(one.querySelectorAll('dd'), (dd) => ({ text: dd.textContent.trim(), style: ANSWERED, share: dd.querySelector('meter')?.value }));
    const lines = [];
    let x = 0;
    for (const { text, style, share } of [asked, ...answers]) {
      const wide = widthOf(text, style);
      if (wide > INSIDE || text.includes('\n')) {
        lines.push(...paragraph(text, { ...style, before: lines.length ? 0 : before }));
        x = INSIDE;
      } else if (lines.length && x + wide <= INSIDE) {
        lines[lines.length - 1].words.push({ text, x: EDGE + x, style });
        x += wide + GAP;
      } else {
        lines.push({ ...ANSWERED, before: lines.length ? 0 : before, words: [{ text, x: EDGE, style }] });
        x = wide + GAP;
      }
      if (share !== undefined) lines[lines.length - 1].bar = { x: EDGE + Math.max(x, INSIDE / 2), share: share / 100 };
    }
    return lines;
  }

  function laidOut() {
    const lines = [];
    for (const one of document.querySelectorAll('#mine h1, #mine .note p, #mine h2, #mine h3, #mine .fact, #mine li')) {
      if (one.closest('details:not([open])')) continue; // a long table only where it was opened
      if (one.classList.contains('fact')) lines.push(...fact(one));
      else lines.push(...paragraph((one.tagName === 'LI' ? '· ' : '') + one.textContent.trim(), one.classList.contains('day-name') ? DAY : HEADS[one.tagName]));
    }
    lines.push(...paragraph(button.dataset.mine, { size: 22, weight: 400, colour: SOFT, before: 36 }));
    return lines;
  }

  const highOf = (lines) => lines.reduce((sum, line) => sum + line.before + Math.round(line.size * 1.5), 0);

  /** Each activity with its lines; the name of a day goes with the first of them. */
  function activities(lines) {
    const found = [[]];
    lines.forEach((line, n) => {
      if (line.begins && !lines[n - 1]?.stays) found.push([]);
      found[found.length - 1].push(line);
    });
    return found;
  }

  /** An activity begins in the next picture where less than half of this one is left for it, else it goes on there. */
  function sheets(lines) {
    const found = [[]];
    const room = HIGH - 2 * EDGE - 80;
    for (const part of activities(lines)) {
      const used = highOf(found[found.length - 1]);
      if (used > room / 2 && used + highOf(part) > room) found.push([]);
      for (const line of part) {
        if (highOf([...found[found.length - 1], line]) > room) found.push([]);
        found[found.length - 1].push(line);
      }
    }
    return found;
  }

  /** Later pictures say whose they are and which: they are looked at apart from the others. */
  function headed(lines, n, all) {
    if (n === 0) return lines;
    const whose = `${document.querySelector('#mine h1').textContent} · ${document.querySelector('#mine .note bdi').textContent}`;
    return [lineOf(`${whose} · ${n + 1} / ${all.length}`, { size: 24, weight: 600, colour: SOFT, before: 0 }), ...lines];
  }

  function drawn(lines) {
    const canvas = document.createElement('canvas');
    canvas.width = WIDE;
    canvas.height = highOf(lines) + 2 * EDGE;
    const pen = canvas.getContext('2d');
    pen.fillStyle = GROUND;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    const card = lines.filter((line) => line.card);
    if (card.length) {
      pen.fillStyle = NOTE;
      pen.fillRect(EDGE / 2, EDGE / 2, WIDE - EDGE, highOf(card) + EDGE);
    }
    let y = EDGE;
    for (const one of lines) {
      if (one.rule && y > EDGE) {
        pen.fillStyle = LINE;
        pen.fillRect(EDGE, y + one.before / 2, INSIDE, 1);
      }
      y += one.before + Math.round(one.size * 1.5);
      if (one.bar) {
        const [wide, top] = [WIDE - EDGE - one.bar.x, y - Math.round(one.size * 0.95)];
        pen.fillStyle = LINE;
        pen.fillRect(one.bar.x, top, wide, 20);
        pen.fillStyle = GROUND;
        pen.fillRect(one.bar.x + 1, top + 1, wide - 2, 18);
        pen.fillStyle = ACCENT;
        pen.fillRect(one.bar.x, top, wide * one.bar.share, 20);
      }
      for (const { text, x, style } of one.words) {
        pen.font = font(style);
        pen.fillStyle = style.colour;
        pen.fillText(text, x, y - Math.round(one.size * 0.4));
      }
    }
    return canvas.toDataURL('image/png');
  }

  button.addEventListener('click', () => {
    const pictures = sheets(laidOut()).map(headed).map((lines) => {
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
