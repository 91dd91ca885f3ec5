// The phone: follows the feed, and hands in what is typed and tapped. It decides nothing
// about the conversation.

import { SHAPES, draw, element, icon, react, redrawTick } from './bubbles.js';
import * as inside from './inside.js';
import { EXAMPLES, language, switchLanguage, word } from './words.js';

const get = (id) => document.getElementById(id);
const log = get('log');
const text = get('text');
const sheet = get('sheet');

let brand = '';
let customers = [];
let chosen = Number(sessionStorage.getItem('hiwar.customer') ?? 0) || 0;
let named = new URLSearchParams(location.search).get('customer');
let typingTimer;
let typing = false;
let reached = true;

const customer = () => customers[chosen] ?? customers[0];

// ---- the feed ----

function follow() {
  const feed = new EventSource('/sim/events');
  feed.onopen = () => trouble(false);
  feed.onerror = () => trouble(true);
  feed.onmessage = (event) => take(JSON.parse(event.data));
}

function take(news) {
  if (news.kind === 'hello') {
    brand = news.brand;
    faults(news.faults);
    customers = news.customers.map((one) => ({ unread: 0, ...one }));
    if (chosen >= customers.length) chosen = 0;
    if (named) {
      chosen = Math.max(0, customers.findIndex((one) => one.phone === named));
      named = undefined;
    }
    setTyping(false);
    drawAll();
    return;
  }
  if (news.kind === 'faults') {
    faults(news.faults);
    return;
  }
  const whose = customers.find((one) => one.phone === news.phone);
  if (!whose) return;
  const here = whose === customer();
  inside.note(news, here);
  if (news.kind === 'bubble') {
    whose.bubbles.push(news.bubble);
    if (here) {
      if (news.bubble.side === 'business') setTyping(false);
      append(news.bubble);
    } else {
      whose.unread += 1;
      drawCustomers();
    }
  } else if (news.kind === 'refused') {
    return;
  } else if (news.kind === 'typing') {
    if (here) setTyping(true);
  } else {
    const bubble = whose.bubbles.find((one) => one.id === news.id);
    if (!bubble) return;
    const item = here && find(news.id);
    if (news.kind === 'tick') {
      bubble.tick = news.tick;
      if (item) redrawTick(item, bubble);
    } else {
      bubble.reaction = news.emoji;
      if (item) react(item, news.emoji);
    }
  }
}

const find = (id) => [...log.querySelectorAll('.bubble')].find((item) => item.dataset.id === id);

// ---- drawing ----

function drawAll() {
  document.documentElement.lang = language();
  document.documentElement.dir = word('dir');
  for (const item of document.querySelectorAll('[data-word]')) item.textContent = word(item.dataset.word);
  document.title = `${word('title')} · ${brand}`;
  get('language').textContent = word('other');
  get('language').lang = language() === 'ar' ? 'en' : 'ar';
  get('business').textContent = brand;
  get('face').textContent = [...brand.replace(/^(متجر|شركة)\s+/u, '')][0] ?? 'ح';
  text.placeholder = word('placeholder');
  fit();
  text.setAttribute('aria-label', word('placeholder'));
  get('send').setAttribute('aria-label', word('send'));
  get('plus').setAttribute('aria-label', word('attach'));
  get('sheetClose').setAttribute('aria-label', word('close'));
  get('jumpButton').setAttribute('aria-label', word('newest'));
  log.setAttribute('aria-label', word('log'));
  drawPresence();
  drawCustomers();
  drawChips();
  drawMenu();
  drawLog();
  inside.drawAll();
  trouble(!reached);
}

function drawPresence() {
  get('presence').textContent = typing ? word('typing') : word('online');
  get('presence').className = typing ? 'typing' : '';
}

function drawCustomers() {
  const box = get('customers');
  const focused = box.contains(document.activeElement);
  box.replaceChildren(...customers.map((one, at) => {
    const on = at === chosen;
    return element('button', {
      type: 'button', role: 'radio', class: 'customer', 'aria-checked': String(on), tabindex: on ? '0' : '-1',
      onclick: () => choose(at),
    },
    element('span', { class: `face f${at % 4}`, 'aria-hidden': 'true' }, [...one.name][0] === '+' ? '#' : [...one.name][0]),
    element('span', {}, element('b', { dir: 'auto' }, one.name), element('small', { dir: 'ltr' }, `+${one.phone}`)),
    one.unread ? element('span', { class: 'unread' }, String(one.unread)) : undefined);
  }));
  if (focused) box.querySelector('[aria-checked="true"]')?.focus();
}

function drawChips() {
  const both = language() === 'ar' ? ['ar', 'en'] : ['en', 'ar'];
  get('chips').replaceChildren(...both.flatMap((tag) => EXAMPLES[tag].map((example) =>
    element('button', { type: 'button', lang: tag, dir: 'auto', onclick: () => say({ kind: 'text', text: example }) }, example))));
}

function drawMenu() {
  const entries = [
    [SHAPES.PICTURE, 'photo', { kind: 'image', caption: null }],
    [SHAPES.WAVES, 'voice', { kind: 'voice' }],
    [SHAPES.PIN, 'location', { kind: 'location' }],
    [SHAPES.PERSON, 'contact', { kind: 'contact' }],
  ];
  get('menu').replaceChildren(...entries.map(([shape, name, act]) =>
    element('button', { type: 'button', onclick: () => { openMenu(false); say(act); } }, icon(shape), word(name))));
}

// Old bubbles are not read aloud again; new ones are.
function drawLog() {
  log.setAttribute('aria-busy', 'true');
  const bubbles = customer()?.bubbles ?? [];
  const day = element('p', { class: 'day' }, element('span', {}, word('day')));
  const empty = element('p', { class: 'empty' }, word('empty'));
  log.replaceChildren(day, ...(bubbles.length ? [] : [empty]), ...bubbles.map(drawn));
  if (typing) log.append(dots());
  log.scrollTop = log.scrollHeight;
  log.setAttribute('aria-busy', 'false');
}

function drawn(bubble) {
  const item = draw(bubble, act, (id) => customer()?.bubbles.find((one) => one.id === id));
  if (bubble.wire) item.addEventListener('click', () => inside.select(bubble.id));
  return item;
}

function append(bubble) {
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 120;
  log.querySelector('.empty')?.remove();
  const item = drawn(bubble);
  item.classList.add('new');
  const waiting = log.querySelector('.dots');
  if (waiting) waiting.before(item);
  else log.append(item);
  if (atEnd || bubble.side === 'customer') log.scrollTop = log.scrollHeight;
}

const dots = () => element('div', { class: 'bubble theirs dots', 'aria-hidden': 'true' },
  element('div', { class: 'box' }, element('i'), element('i'), element('i')));

function setTyping(on) {
  clearTimeout(typingTimer);
  if (on) typingTimer = setTimeout(() => setTyping(false), 25_000);
  if (on === typing) return;
  typing = on;
  drawPresence();
  log.querySelector('.dots')?.remove();
  if (on) {
    log.append(dots());
    log.scrollTop = log.scrollHeight;
  }
}

// The flows as they were saved last are wrong; the ones before go on.
function faults(lines) {
  get('faults').hidden = lines.length === 0;
  get('faultLines').textContent = lines.join('\n');
}

function trouble(on) {
  reached = !on;
  get('trouble').hidden = !on;
  get('trouble').textContent = on ? word('offline') : '';
}

// ---- acting ----

function act(what) {
  if (what.open) openSheet(what.open, what.reply_to);
  else say(what);
}

async function post(path, body) {
  try {
    const answer = await fetch(path, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
    });
    return answer.ok;
  } catch {
    trouble(true);
    return false;
  }
}

const say = (what) => post('/sim/messages', { from: customer().phone, ...what });

function choose(at) {
  chosen = at;
  sessionStorage.setItem('hiwar.customer', String(at));
  customers[at].unread = 0;
  setTyping(false);
  drawCustomers();
  drawLog();
  inside.drawAll();
}

function openSheet(list, replyTo) {
  get('sheetTitle').textContent = list.button;
  get('sheetRows').replaceChildren(...list.sections.map((section) => element('section', {},
    section.title ? element('h3', { dir: 'auto' }, section.title) : undefined,
    ...section.rows.map((row) => element('button', {
      type: 'button', class: 'row',
      onclick: () => { sheet.close(); say({ kind: 'row', reply_to: replyTo, ...row }); },
    }, element('b', { dir: 'auto' }, row.title), row.description ? element('small', { dir: 'auto' }, row.description) : undefined)))));
  const frame = get('phone').getBoundingClientRect();
  sheet.style.left = `${frame.left}px`;
  sheet.style.width = `${frame.width}px`;
  sheet.style.bottom = `${Math.max(0, innerHeight - frame.bottom)}px`;
  sheet.style.maxHeight = `${frame.height * 0.7}px`;
  sheet.showModal();
}

function openMenu(on) {
  get('menu').hidden = !on;
  get('plus').setAttribute('aria-expanded', String(on));
  if (on) get('menu').firstElementChild.focus();
}

// An empty box runs as the page does; what is typed decides its own direction.
function fit() {
  text.dir = text.value ? 'auto' : word('dir');
  text.style.height = 'auto';
  text.style.height = `${Math.min(text.scrollHeight, 120)}px`;
}

async function submit() {
  const written = text.value;
  if (!written.trim()) return;
  text.value = '';
  fit();
  if (!(await say({ kind: 'text', text: written })) && !text.value) {
    text.value = written;
    fit();
  }
}

get('composer').addEventListener('submit', (event) => { event.preventDefault(); submit(); });
text.addEventListener('input', fit);
text.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    submit();
  }
});
get('language').addEventListener('click', () => { switchLanguage(); drawAll(); });
get('restart').addEventListener('click', async () => {
  await post('/sim/restart', { customer: customer().phone });
  text.focus();
});
get('plus').addEventListener('click', () => openMenu(get('menu').hidden));
get('sheetClose').addEventListener('click', () => sheet.close());
sheet.addEventListener('click', (event) => { if (event.target === sheet) sheet.close(); });
get('jumpButton').addEventListener('click', () => { log.scrollTop = log.scrollHeight; });
log.addEventListener('scroll', () => {
  get('jump').hidden = log.scrollHeight - log.scrollTop - log.clientHeight < 200;
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !get('menu').hidden) {
    openMenu(false);
    get('plus').focus();
  }
});
document.addEventListener('click', (event) => {
  if (!event.target.closest('.plus')) openMenu(false);
});
get('customers').addEventListener('keydown', (event) => {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  choose((chosen + step + customers.length) % customers.length);
  get('customers').querySelector('[aria-checked="true"]').focus();
});

inside.start({ customer, post });
drawAll();
follow();
text.focus();
