// Draws bubbles. Everything that anybody wrote enters the page as text, never as markup.

import { clockTime, word } from './words.js';

const SVG = 'http://www.w3.org/2000/svg';
const ONE = 'M5 6.5 8.5 10 15.5 2';
const TWO = 'M1.5 6.5 5 10 12 2M8 9.4l.6.6L16 2';

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null) continue;
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== undefined && child !== null));
  return made;
}

// `act` is called with what a tap means. `find` gives the bubble with an id, for quotes.
export function draw(bubble, act, find) {
  const mine = bubble.side === 'customer';
  const box = element('div', { class: 'box' });
  const quoted = bubble.reply_to && find(bubble.reply_to);
  if (quoted && !mine) box.append(quote(quoted));
  const extra = content(bubble, box, act);
  box.append(foot(bubble));
  const item = element('article', { class: `bubble ${mine ? 'mine' : 'theirs'}`, 'data-id': bubble.id }, box);
  if (extra) item.append(extra);
  react(item, bubble.reaction);
  return item;
}

export function redrawTick(item, bubble) {
  item.querySelector('.foot')?.replaceWith(foot(bubble));
}

export function react(item, emoji) {
  item.querySelector('.reaction')?.remove();
  if (emoji) item.querySelector('.box').append(element('span', { class: 'reaction' }, emoji));
}

function content(bubble, box, act) {
  const body = bubble.body;
  const tap = (what) => act({ reply_to: bubble.id, ...what });
  switch (body.kind) {
    case 'text':
      box.append(prose(body.body));
      return null;
    case 'buttons':
      framed(box, body);
      return element('div', { class: 'replies' }, ...body.buttons.map((button) =>
        element('button', { type: 'button', dir: 'auto', onclick: () => tap({ kind: 'button', ...button }) }, button.title)));
    case 'list':
      framed(box, body);
      return element('div', { class: 'replies' },
        element('button', { type: 'button', class: 'opens', dir: 'auto', 'aria-haspopup': 'dialog',
          onclick: () => act({ open: body, reply_to: bubble.id }) }, icon('M4 6h16v2H4zm0 5h16v2H4zm0 5h16v2H4z'), body.button));
    case 'link':
      framed(box, body);
      return element('div', { class: 'replies' }, link(body.url, body.title));
    case 'ask_location':
      box.append(prose(body.body));
      return element('div', { class: 'replies' },
        element('button', { type: 'button', onclick: () => tap({ kind: 'location' }) }, icon(PIN), word('sendLocation')));
    case 'media':
      media(box, body);
      return null;
    case 'contact':
      box.append(element('div', { class: 'media' }, icon(PERSON), element('span', {}, element('b', { dir: 'auto' }, body.name), element('small', { dir: 'ltr' }, body.phone))));
      return null;
    case 'location':
      place(box, body);
      return null;
    case 'template':
      template(box, body);
      return body.buttons.length ? element('div', { class: 'replies' }, ...body.buttons.map((payload) =>
        element('button', { type: 'button', dir: 'auto', onclick: () => tap({ kind: 'template_button', payload }) }, payload))) : null;
    default:
      box.append(prose(`[${body.kind}]`));
      return null;
  }
}

function framed(box, body) {
  if (body.header) box.append(element('p', { class: 'head', dir: 'auto' }, body.header));
  box.append(prose(body.body));
  if (body.footer) box.append(element('p', { class: 'tail', dir: 'auto' }, body.footer));
}

function media(box, body) {
  const kind = word(body.media) ?? body.media;
  const name = body.filename ?? kind;
  const shapes = { image: PICTURE, video: PICTURE, audio: WAVES, document: SHEET, sticker: PICTURE };
  const card = element('div', { class: `media ${body.media}` }, icon(shapes[body.media] ?? SHEET), element('span', { dir: 'auto' }, name));
  if (body.media === 'image' && !body.link) card.replaceChildren(element('img', { src: STOCK, alt: kind }));
  box.append(card);
  if (body.link) box.append(element('p', { class: 'prose' }, link(body.link, body.link)));
  if (body.caption) box.append(prose(body.caption));
}

function place(box, body) {
  const at = `${(body.latitude_e6 / 1e6).toFixed(4)}, ${(body.longitude_e6 / 1e6).toFixed(4)}`;
  box.append(element('div', { class: 'media place' }, icon(PIN),
    element('span', {}, element('b', { dir: 'auto' }, body.name ?? word('location')),
      element('small', { dir: 'auto' }, body.address ?? ''), element('small', { dir: 'ltr' }, at))));
}

function template(box, body) {
  box.append(element('p', { class: 'tag' }, `${word('template')} `, element('code', { dir: 'ltr' }, `${body.name} · ${body.language}`)));
  for (const text of body.header) box.append(element('p', { class: 'head', dir: 'auto' }, text));
  if (body.text) {
    box.append(prose(body.text));
    return;
  }
  const list = element('ol', { class: 'parameters' });
  for (const text of body.parameters) list.append(element('li', {}, element('bdi', {}, text)));
  box.append(list);
}

function quote(bubble) {
  return element('p', { class: 'quote', dir: 'auto' },
    element('b', {}, bubble.side === 'customer' ? word('you') : ''), textOf(bubble.body));
}

function textOf(body) {
  return body.body ?? body.caption ?? body.name ?? word(body.media) ?? '…';
}

// Paragraphs find their direction one by one, as chat apps do it.
function prose(text) {
  const paragraph = element('p', { class: 'prose', dir: 'auto' });
  paragraph.append(...styled(text));
  return paragraph;
}

const STYLES = { '*': 'strong', '_': 'em', '~': 's' };
const PATTERN = /```([\s\S]+?)```|(https?:\/\/[^\s\u2066-\u2069]+)|(?<![\p{L}\p{N}])([*_~])(?!\s)([^\n]+?)(?<!\s)\3(?![\p{L}\p{N}])/gu;

// WhatsApp's markers (*bold*, _italic_, ~struck~, ```code```) and bare links.
function styled(text) {
  const nodes = [];
  let done = 0;
  for (const found of text.matchAll(PATTERN)) {
    if (found.index > done) nodes.push(text.slice(done, found.index));
    const [whole, code, url, mark, inner] = found;
    if (code) nodes.push(element('code', {}, code));
    else if (url) nodes.push(link(url, url));
    else nodes.push(element(STYLES[mark], {}, ...styled(inner)));
    done = found.index + whole.length;
  }
  if (done < text.length) nodes.push(text.slice(done));
  return nodes;
}

function link(url, title) {
  const safe = /^https?:\/\//i.test(url) ? url : undefined;
  return element('a', { href: safe, target: '_blank', rel: 'noopener noreferrer', dir: 'auto' }, title);
}

function foot(bubble) {
  const time = element('time', {}, clockTime(bubble.at_ms));
  return element('span', { class: 'foot' }, time, tick(bubble.tick));
}

function tick(state) {
  const label = word(state);
  if (state === 'failed') return element('span', { class: 'failed', role: 'img', 'aria-label': label, title: label }, '!');
  if (state === 'waiting') return element('span', { class: 'waiting', role: 'img', 'aria-label': label, title: label }, '◷');
  const shape = icon(state === 'sent' ? ONE : TWO, '0 0 18 12');
  shape.setAttribute('class', `tick ${state}`);
  return element('span', { role: 'img', 'aria-label': label, title: label }, shape);
}

const PIN = 'M12 2a7 7 0 0 0-7 7c0 5 7 13 7 13s7-8 7-13a7 7 0 0 0-7-7zm0 9.5A2.5 2.5 0 1 1 12 6.500a2.500 2.500 0 0 1 0 5z';
const PICTURE = 'M4 4h16a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1zm1 13h14l-4.500-6-3.500 4.500-2.500-3z';
const WAVES = 'M4 10h2v4H4zm4-4h2v12H8zm4 2h2v8h-2zm4-4h2v16h-2zm4 6h2v4h-2z';
const SHEET = 'M6 2h8l5 5v15H6zm7 1.500V8h4.500z';

export function icon(path, box = '0 0 24 24') {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', box);
  svg.setAttribute('aria-hidden', 'true');
  const shape = document.createElementNS(SVG, 'path');
  shape.setAttribute('d', path);
  svg.append(shape);
  return svg;
}

const PERSON = 'M12 12a5 5 0 1 0 0-10 5 5 0 0 0 0 10zm0 2c-5 0-9 2.500-9 6v2h18v-2c0-3.500-4-6-9-6z';

// The picture that the phone sends: a parcel.
const STOCK = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 220 110"><path fill="#dfe9e4" d="M0 0h220v110H0z"/><path fill="#c9935a" d="M65 32h90v62H65z"/><path fill="#e3b57f" d="M65 32 80 16h60l15 16z"/><path fill="#f4e3c8" d="M102 16h16l2 16v22l-10-6-10 6V32z"/></svg>')}`;

export const SHAPES = { PIN, PICTURE, WAVES, PERSON };
