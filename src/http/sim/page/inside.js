// The right pane: the inside of a conversation, and what only a developer does. It reads and
// asks; the engine decides.

import { element } from './bubbles.js';
import { asChat } from './saved.js';
import { clockTime, dayTime, word } from './words.js';

const get = (id) => document.getElementById(id);
const LOOK_EVERY_MS = 1500;
const EVENTS_MAX = 60;
const WINDOW_MS = 24 * 3600 * 1000;
const FAILURES = ['429', '500', '131047'];

// WhatsApp's limits, in UTF-16 units as JavaScript counts them.
const LIMITS = { text: 4096, body: 1024, header: 60, footer: 60, buttonTitle: 20, rowTitle: 24, rowNote: 72, caption: 1024 };

let page;
let seen = { state: null, turns: [] };
let shown = '';
let selected;
let events = [];
// What was done beside the phone, by customer: saved with the conversation.
const deeds = new Map();

export function start(given) {
  page = given;
  for (const button of document.querySelectorAll('[data-deed]')) {
    button.addEventListener('click', () => agent(button.dataset.deed));
  }
  get('agent').addEventListener('submit', (event) => { event.preventDefault(); agent('say'); });
  get('hour').addEventListener('click', () => later(1));
  get('day').addEventListener('click', () => later(24));
  get('failure').addEventListener('change', (event) => page.post('/sim/fail', { how: event.target.value || null }));
  get('message').addEventListener('change', (event) => select(event.target.value));
  get('save').addEventListener('click', save);
  get('link').addEventListener('click', copyLink);
  setInterval(look, LOOK_EVERY_MS);
}

export function drawAll() {
  get('agentText').placeholder = word('agentText');
  get('agentText').setAttribute('aria-label', word('agentText'));
  const wish = get('failure').value;
  get('failure').replaceChildren(element('option', { value: '' }, word('fails')),
    ...FAILURES.map((how) => element('option', { value: how }, word(`fail${how}`))));
  get('failure').value = wish;
  get('failure').setAttribute('aria-label', word('fails'));
  get('told').textContent = '';
  selected = undefined;
  shown = '';
  drawMessages();
  look();
}

export function note(news, here) {
  if (news.kind === 'bubble') tell(`${news.bubble.side === 'customer' ? '→' : '←'} ${news.bubble.body.kind}`);
  if (news.kind === 'tick') tell(`${news.tick} …${news.id.slice(-6)}`);
  if (news.kind === 'refused') {
    tell(`✕ ${news.code}`);
    get('failure').value = '';
  }
  if (!here) return;
  if (news.kind === 'bubble' && news.bubble.wire) setTimeout(() => select(news.bubble.id));
  if (news.kind === 'bubble' || news.kind === 'tick') setTimeout(look, 120);
}

export function select(id) {
  selected = id;
  drawMessages();
}

async function look() {
  const customer = page.customer();
  if (!customer || document.hidden) return;
  try {
    const answer = await fetch(`/sim/inside/${customer.phone}`);
    get('inside').hidden = !answer.ok;
    if (!answer.ok) return;
    seen = await answer.json();
  } catch {
    return;
  }
  get('clock').textContent = dayTime(seen.now_ms);
  for (const id of ['hour', 'day']) get(id).hidden = !seen.movable;
  const { now_ms: _, ...rest } = seen;
  const fresh = JSON.stringify([rest, customer.phone, closed()]);
  if (fresh === shown) return;
  shown = fresh;
  drawState();
  drawTurns();
}

const closed = () => seen.state?.last_inbound_ms != null && seen.now_ms - seen.state.last_inbound_ms > WINDOW_MS;

function drawState() {
  const state = seen.state;
  if (!state) {
    get('state').replaceChildren(element('dd', { class: 'hint' }, word('noConversation')));
    get('slots').replaceChildren(element('dd', { class: 'hint' }, word('nothing')));
    return;
  }
  const row = (name, value) => (value?.length ? [element('dt', {}, word(name)), element('dd', {}, ...[value].flat().map((one) => element('bdi', {}, one)))] : []);
  const timers = state.timers.map((one) => `${one.name} · ${dayTime(one.due_ms)}`);
  const open = state.last_inbound_ms == null ? '' : closed() ? word('windowClosed')
    : `${word('windowOpen')} ${dayTime(state.last_inbound_ms + WINDOW_MS)}`;
  get('state').replaceChildren(
    ...row('place', state.place), ...row('waits', state.waits), ...row('owner', state.owner),
    ...row('spoken', state.language), ...row('window', open), ...row('paused', state.paused), ...row('timers', timers),
    ...row('optedOut', state.opted_out ? word('yes') : ''), ...row('version', state.bundle));
  get('slots').replaceChildren(...(state.slots.length ? state.slots.flatMap((slot) => [
    element('dt', {}, element('code', { dir: 'ltr' }, slot.name)),
    element('dd', {}, typeof slot.value === 'string' ? element('bdi', {}, slot.value)
      : element('code', { dir: 'ltr' }, JSON.stringify(slot.value))),
  ]) : [element('dd', { class: 'hint' }, word('nothing'))]));
}

function drawTurns() {
  const open = get('turns').querySelectorAll('details[open]');
  const kept = new Set([...open].map((one) => one.dataset.id));
  get('turns').replaceChildren(...seen.turns.map((turn, at) => {
    const line = element('details', { 'data-id': turn.id, open: at === 0 || kept.has(turn.id) ? '' : undefined },
      element('summary', {}, element('bdi', { class: 'heard' }, turn.input), ' ', element('code', { dir: 'ltr' }, turn.matched)),
      element('p', { class: 'hint', dir: 'auto' }, turn.why),
      element('p', { class: 'steps', dir: 'ltr' }, turn.steps.join(' → ')));
    if (turn.fault) line.append(element('p', { class: 'fault', dir: 'ltr' }, turn.fault));
    return element('li', {}, line);
  }));
}

function drawMessages() {
  const sent = (page.customer()?.bubbles ?? []).filter((bubble) => bubble.wire);
  const bubble = sent.find((one) => one.id === selected) ?? sent.at(-1);
  get('message').replaceChildren(...sent.map((one) => element('option', { value: one.id }, title(one))).reverse());
  get('message').disabled = !sent.length;
  if (bubble) get('message').value = bubble.id;
  get('wire').hidden = !bubble;
  get('wire').textContent = bubble ? JSON.stringify(bubble.wire, null, 2) : '';
  get('limits').replaceChildren(...(bubble ? parts(bubble.wire) : []).map(([name, text, most]) => {
    const over = text.length > most;
    return element('tr', { class: over ? 'over' : undefined }, element('th', { scope: 'row' }, word(name)),
      element('td', { dir: 'auto' }, text), element('td', { class: 'count', dir: 'ltr' }, `${text.length}/${most}`));
  }));
}

const title = (bubble) => `${clockTime(bubble.at_ms)} ${bubble.body.body ?? bubble.body.name ?? bubble.body.kind}`.slice(0, 60);

// Every text of a message that has a limit.
function parts(wire) {
  const found = [];
  const add = (name, text, most = LIMITS[name]) => { if (text) found.push([name, text, most]); };
  const inner = wire.interactive;
  add('body', wire.text?.body, LIMITS.text);
  add('caption', wire[wire.type]?.caption);
  if (!inner) return found;
  add('header', inner.header?.text);
  add('body', inner.body?.text);
  add('footer', inner.footer?.text);
  add('buttonTitle', inner.action?.button);
  for (const button of inner.action?.buttons ?? []) add('buttonTitle', button.reply.title);
  for (const row of (inner.action?.sections ?? []).flatMap((section) => section.rows)) {
    add('rowTitle', row.title);
    add('rowNote', row.description);
  }
  return found;
}

function tell(line) {
  events = [...events.slice(1 - EVENTS_MAX), `${clockTime(Date.now())} ${line}`];
  get('events').replaceChildren(...events.toReversed().map((one) => element('li', {}, one)));
}

function remember(deed) {
  const { phone, bubbles } = page.customer();
  const known = deeds.get(phone) ?? [];
  deeds.set(phone, [...known, { after: bubbles.length, deed }]);
}

async function agent(deed) {
  const text = get('agentText').value;
  if (deed === 'say' && !text.trim()) return;
  const name = word('agentName');
  const what = { customer: page.customer().phone, agent: name, deed, ...(deed === 'say' ? { text } : {}) };
  const taken = await page.post('/sim/agent', what);
  get('told').textContent = taken ? '' : word('noConversation');
  if (!taken) return;
  remember(deed === 'say' ? `>agent ${text}` : `>agent ${deed} ${name}`);
  if (deed === 'say') get('agentText').value = '';
  tell(`agent ${deed}`);
  setTimeout(look, 300);
}

async function later(hours) {
  if (!(await page.post('/sim/clock', { hours }))) return;
  remember(`@ +${hours}h`);
  get('told').textContent = word('moved');
  tell(`clock +${hours} h`);
  setTimeout(look, 700);
}

function save() {
  const customer = page.customer();
  const text = asChat(customer, seen, deeds.get(customer.phone) ?? []);
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const language = seen.state?.language ?? 'ar';
  element('a', { href: url, download: `conversation.${language}.chat` }).click();
  URL.revokeObjectURL(url);
  get('told').textContent = word('saved');
}

async function copyLink() {
  const url = `${location.origin}/sim?customer=${page.customer().phone}`;
  try {
    await navigator.clipboard.writeText(url);
    get('told').textContent = word('linked');
  } catch {
    get('told').textContent = url;
  }
}
