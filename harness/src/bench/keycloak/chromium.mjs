// The same walks as the two scenarios beside this file, by clicking. Reads one JSON object a line (walk, portal, user,
// password), answers each with a line: "done", or "failed" and why. The first line it writes is the browser's version.
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const LIMIT = 30_000;
const AUTHENTICATOR = {
  protocol: 'ctap2',
  transport: 'internal',
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
};

const browser = await chromium.launch({ executablePath: process.argv[2], args: ['--no-sandbox'] });
console.log(browser.version());
for await (const line of createInterface({ input: process.stdin })) {
  const context = await browser.newContext({ locale: 'en' });
  const page = await context.newPage();
  try {
    await walk(page, JSON.parse(line));
    console.log('done');
  } catch (e) {
    console.log(`failed on ${page.url()}: ${e.message}`.replaceAll('\n', ' '));
  } finally {
    await context.close();
  }
}
await browser.close();

async function walk(page, { walk, portal, user, password }) {
  page.setDefaultTimeout(LIMIT);
  const key = await authenticator(page);
  page.on('dialog', (dialog) => dialog.accept('bench'));

  await signIn(page, portal, user, password);
  await press(page, '#registerWebAuthn');
  await signedIn(page);
  await page.click('#sign-out-form button');
  await page.waitForSelector('body[data-page-id=signed-out]');

  if (walk === 'usernameless') {
    await page.goto(portal + '/sign-in');
  } else {
    await key.answers(false);
    await signIn(page, portal, user, password);
    await key.answers(true);
    await press(page, '#authenticateWebAuthnButton');
  }
  await signedIn(page);
}

async function signIn(page, portal, user, password) {
  await page.goto(portal + '/sign-in');
  await page.fill('#username', user);
  await page.fill('#password', password);
  await page.click('#kc-login');
}

// A button does nothing until the page's module has run, which the load event waits for.
async function press(page, button) {
  await page.waitForSelector(button);
  await page.waitForLoadState('load');
  await page.click(button);
}

async function signedIn(page) {
  await page.waitForSelector('body[data-page-id=top] #credentials [data-type=passkey]');
}

// Keycloak's sign-in page asks for a passkey as soon as it is there (conditional mediation). A key that answers signs in
// by that alone; where the password is to be typed first it has to be told to wait.
async function authenticator(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable', { enableUI: false });
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options: AUTHENTICATOR });
  return {
    answers: (enabled) => cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled }),
  };
}
