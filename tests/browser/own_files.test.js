import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import {
  OWN_FILES,
  createOwnFiles,
  isWaiting,
  waitForFiles,
} from "../../campaign/browser/page/own_files.js";

let stored;
let classes;

beforeEach(() => {
  stored = new Map();
  classes = new Set();
  globalThis.sessionStorage = {
    getItem: (key) => stored.get(key) ?? null,
    setItem: (key, value) => stored.set(key, value),
    removeItem: (key) => stored.delete(key),
  };
  globalThis.document = {
    documentElement: {
      dataset: {},
      classList: {
        add: (...names) => names.forEach((name) => classes.add(name)),
        remove: (name) => classes.delete(name),
        contains: (name) => classes.has(name),
      },
    },
  };
  globalThis.setTimeout = () => {};
});

const failOnClaim = () => assert.fail("no claim is expected");

test("a tab without files claims nothing and waits for nothing", () => {
  waitForFiles();
  assert.equal(isWaiting(), false);
  createOwnFiles().use(null, failOnClaim);
  createOwnFiles().use("", failOnClaim);
  assert.equal(stored.size, 0);
});

test("the secret is stored, and claimed after a reload until the server answers", () => {
  createOwnFiles().use("secret", failOnClaim);
  waitForFiles();
  const ownFiles = createOwnFiles();
  const claims = [];
  ownFiles.use(null, (secret) => claims.push(secret));
  assert.deepEqual(claims, ["secret"]);
  assert.equal(isWaiting(), true);
  ownFiles.use("other", failOnClaim);
  assert.equal(isWaiting(), false);
  assert.ok(classes.has("own")); // the first paint stays hidden
  assert.equal(stored.get(OWN_FILES), "other");
});

test("a connection to a new session claims again", () => {
  const ownFiles = createOwnFiles();
  ownFiles.use("secret", failOnClaim);
  const claims = [];
  ownFiles.use(null, (secret) => claims.push(secret));
  assert.deepEqual(claims, ["secret"]);
});

test("the secret of files that the server no longer has is removed", () => {
  stored.set(OWN_FILES, "secret");
  waitForFiles();
  createOwnFiles().use("", failOnClaim);
  assert.equal(stored.size, 0);
  assert.equal(isWaiting(), false);
});

test("a page that came before the answer is shown if there are no files", () => {
  stored.set(OWN_FILES, "secret");
  waitForFiles();
  globalThis.document.documentElement.dataset.live = "0f";
  createOwnFiles().use("", failOnClaim);
  assert.ok(!classes.has("own"));
});

test("if the server cannot answer, the secret stays and the page is shown", () => {
  stored.set(OWN_FILES, "secret");
  waitForFiles();
  createOwnFiles().use(null, null);
  assert.equal(stored.get(OWN_FILES), "secret");
  assert.equal(isWaiting(), false);
});

test("a tab without storage shows its page at once", () => {
  globalThis.sessionStorage = {
    getItem() {
      throw new Error("blocked");
    },
  };
  waitForFiles();
  createOwnFiles().use(null, failOnClaim);
  assert.equal(isWaiting(), false);
});
