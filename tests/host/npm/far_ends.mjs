// SPDX-License-Identifier: MIT
// Far ends that others wrote, told what to do by lines of JSON; each is answered by one line:
//   {"do":"receive","secret":"whsec_..."}        a receiver of webhooks; -> {"url"}
//   {"do":"answers","replies":[{"status":503,"headers":{}}]}   to the next deliveries, then 204;
//                                 "endless": a body that never ends, "silent": nothing at all
//   {"do":"received"}             what came, as standardwebhooks and cloudevents understand it
//   {"do":"smtp","user":"u","password":"p"}      a mail server; -> {"port"}
//   {"do":"mails"}                               what it took, as mailparser reads it
//   {"do":"calendar","text":"BEGIN:VCALENDAR.."} as ical.js reads it
//   {"do":"notify","url":"...","key":"...","call":"sendEmail","arguments":[...]}
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { HTTP } from 'cloudevents';
import ICAL from 'ical.js';
import { simpleParser } from 'mailparser';
import notifications from 'notifications-node-client';
import { SMTPServer } from 'smtp-server';
import { Webhook } from 'standardwebhooks';

let secret = '';
let replies = [];
const received = [];
const mails = [];

function understood(headers, body) {
  const found = { id: headers['webhook-id'], signatures: headers['webhook-signature'] };
  try {
    new Webhook(secret).verify(body, headers);
    found.verified = true;
  } catch (fault) {
    found.verified = String(fault);
  }
  try {
    const event = HTTP.toEvent({ headers, body });
    found.valid = event.validate();
    found.event = event.toJSON();
  } catch (fault) {
    found.valid = String(fault);
  }
  return found;
}

function listen(server) {
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server.address().port)));
}

function receive(request, response) {
  let body = '';
  request.on('data', (piece) => (body += piece));
  request.on('end', () => {
    received.push({ ...understood(request.headers, body), path: request.url });
    const { status, headers, words, endless, silent } = replies.shift() ?? { status: 204 };
    if (silent) return undefined;
    response.writeHead(status, headers ?? {});
    if (!endless) return response.end(words ?? '');
    const pour = () => response.destroyed || response.write('x'.repeat(65536), pour);
    pour();
  });
}

function mailServer({ user, password }) {
  return new SMTPServer({
    logger: false,
    authOptional: !user,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: (given, _, done) =>
      given.username === user && given.password === password
        ? done(null, { user })
        : done(new Error('who is this?')),
    onData: (stream, session, done) => {
      simpleParser(stream).then((mail) => {
        mails.push({
          envelope: session.envelope.rcptTo.map((each) => each.address),
          from: mail.from.text, to: mail.to.text, subject: mail.subject, text: mail.text,
          id: mail.messageId, date: mail.date.toISOString(),
          effect: mail.headers.get('x-throughgate-effect'),
          reference: mail.headers.get('x-throughgate-reference'),
          automatic: mail.headers.get('auto-submitted'),
          attachments: mail.attachments.length,
        });
        done();
      }, done);
    },
  });
}

function entryOf(component) {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid, sequence: event.sequence, title: event.summary, text: event.description,
    begins: event.startDate.toString(), ends: event.endDate.toString(),
    allDay: event.startDate.isDate, status: component.getFirstPropertyValue('status'),
    stamp: component.getFirstPropertyValue('dtstamp').toString(),
    link: component.getFirstPropertyValue('url'),
  };
}

const deeds = {
  async receive(line) {
    secret = line.secret;
    return { url: `http://127.0.0.1:${await listen(createServer(receive))}/events` };
  },
  async secret(line) {
    secret = line.secret;
    return {};
  },
  async answers(line) {
    replies = line.replies;
    return {};
  },
  async received() {
    return { received: received.splice(0) };
  },
  async smtp(line) {
    const server = mailServer(line);
    server.on('error', () => {});
    const port = await new Promise((done) => {
      const listening = server.listen(0, '127.0.0.1', () => done(listening.address().port));
    });
    return { port };
  },
  async mails() {
    return { mails: mails.splice(0) };
  },
  async calendar({ text }) {
    const calendar = new ICAL.Component(ICAL.parse(text));
    return {
      method: calendar.getFirstPropertyValue('method'),
      name: calendar.getFirstPropertyValue('x-wr-calname'),
      entries: calendar.getAllSubcomponents('vevent').map(entryOf),
    };
  },
  async notify({ url, key, call, arguments: given }) {
    try {
      const { status, data } = await new notifications.NotifyClient(url, key)[call](...given);
      return { status, data };
    } catch (fault) {
      if (!fault.response) throw fault;
      return { status: fault.response.status, data: fault.response.data };
    }
  },
};

for await (const text of createInterface({ input: process.stdin })) {
  const line = JSON.parse(text);
  let answer;
  try {
    answer = await deeds[line.do](line);
  } catch (fault) {
    answer = { fault: String(fault) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
process.exit(0);
