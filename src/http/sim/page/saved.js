// A conversation as a `.chat` test: what she did, what she then saw, what was done beside the
// phone. Direction marks are left out, as the tests compare without them.

const MARKS = /[\u061c\u200e\u200f\u2066-\u2069]/g;
const plain = (text) => text.replace(MARKS, '');
const rows = (sign, text) => `${sign} ${plain(text).split('\n').join('\n| ')}`;

export function asChat(customer, seen, deeds) {
  const lines = ['---'];
  const flow = firstFlow(seen.turns);
  if (flow) lines.push(`flow = "${flow}"`);
  if (seen.state?.language) lines.push(`lang = "${seen.state.language}"`);
  const began = customer.bubbles[0]?.at_ms;
  if (began) lines.push(`clock = "${new Date(began).toISOString().replace(/\.\d+Z$/, 'Z')}"`);
  lines.push(`from = "+${customer.phone}"`, 'demo = true', '---');
  customer.bubbles.forEach((bubble, at) => {
    lines.push(...deeds.filter((one) => one.after === at).map((one) => one.deed));
    lines.push(...(bubble.side === 'customer' ? said(bubble, customer.bubbles) : seenBy(bubble.body)));
  });
  lines.push(...deeds.filter((one) => one.after >= customer.bubbles.length).map((one) => one.deed));
  return `${lines.join('\n')}\n`;
}

function firstFlow(turns) {
  const steps = turns.toReversed().flatMap((turn) => turn.steps);
  return steps.find((step) => /^[a-z0-9_]+\.[a-z0-9_]+$/.test(step))?.split('.')[0];
}

function said(bubble, bubbles) {
  const body = bubble.body;
  switch (body.kind) {
    case 'text': return [tapped(bubble, bubbles) ?? rows('>', body.body)];
    case 'media': return [body.media === 'audio' ? '>audio voice.ogg' : `>img photo.jpg ${body.caption ?? ''}`.trim()];
    case 'location': return [`>loc ${body.latitude_e6 / 1e6},${body.longitude_e6 / 1e6}`];
    case 'contact': return [`>contact ${body.name} ${body.phone}`];
    default: return [`# ${body.kind}`];
  }
}

// A tap carries `slot:id@visit.place`; the test names the id alone.
function tapped(bubble, bubbles) {
  const asked = bubbles.find((one) => one.id === bubble.reply_to)?.body;
  const offered = asked?.buttons ?? asked?.sections?.flatMap((section) => section.rows) ?? [];
  const option = offered.find((one) => one.title === bubble.body.body);
  const id = option?.id?.match(/^[^:]+:(.+)@[^@]*$/)?.[1];
  return id && `>#${id}`;
}

function seenBy(body) {
  const titles = body.buttons ?? body.sections?.flatMap((section) => section.rows);
  const offered = titles?.every((one) => one.title) ? [`[] ${titles.map((one) => plain(one.title)).join(' | ')}`] : [];
  switch (body.kind) {
    case 'text': return [rows('<', body.body)];
    case 'buttons':
    case 'list': return [rows('<', body.body), ...offered];
    case 'template': return [`<tmpl ${body.name}(${body.language}) ${body.parameters.map(plain).join('|')}`.trim()];
    case 'media': return [body.media === 'image' ? `<img ${plain(body.caption ?? '')}`.trim() : '<*'];
    default: return ['<*'];
  }
}
