// @kubernetes/client-node, used as its users do: loadFromFile, setCurrentContext, a request.
//
// usage: node node_client.mjs FOLDER, where FOLDER has the package in its node_modules; a question a line, an answer a line.
import { createRequire } from 'node:module';
import path from 'node:path';
import * as readline from 'node:readline';
import tls from 'node:tls';
import { pathToFileURL } from 'node:url';

const PATIENCE = 15000;
const entry = path.join(process.argv[2], 'node_modules/@kubernetes/client-node/dist/index.js');
const { KubeConfig, VersionApi } = await import(pathToFileURL(entry));
createRequire(entry)('node:https');

// Whatever the client asks of TLS, the certificate of the server is taken where a question says so. Whether it brings roots of its own
// shows here too.
let unverified = false;
let bringsRoots = null;
const connect = tls.connect;
tls.connect = (...words) => {
  const options = words.find((word) => word && typeof word === 'object');
  bringsRoots ||= Boolean(options?.ca);
  const relaxed = { ...options, rejectUnauthorized: false, checkServerIdentity: () => undefined };
  return connect(...words.map((word) => (unverified && word === options ? relaxed : word)));
};

function words(error) {
  const parts = [];
  for (let e = error; e && parts.length < 5; e = e.cause) {
    parts.push(`${e.name}: ${String(e.message ?? e).slice(0, 1500)}${e.code ? ` [${e.code}]` : ''}`);
  }
  return parts.join(' <- ');
}

// An exception that nobody catches would end the program of a user.
let abort = () => {};
process.on('uncaughtException', (error) => abort(error));
process.on('unhandledRejection', (error) => abort(error));

function timely(promise) {
  let timer;
  const late = new Promise((_, reject) => {
    abort = reject;
    timer = setTimeout(() => reject(new Error('no answer')), PATIENCE);
  });
  return Promise.race([promise, late]).finally(() => {
    clearTimeout(timer);
    abort = () => {};
  });
}

async function answer(question) {
  const said = { stage: null, error: null };
  unverified = question.unverified;
  bringsRoots = null;
  let stage = 'load';
  try {
    const config = new KubeConfig();
    if (question.file.includes(':')) {
      process.env.KUBECONFIG = question.file;
      config.loadFromDefault();
    } else {
      config.loadFromFile(question.file);
    }
    stage = 'config';
    if (question.context !== null) config.setCurrentContext(question.context);
    const cluster = config.getCurrentCluster();
    said.server = cluster?.server;
    said.ca = cluster?.caFile ? 'file' : cluster?.caData ? 'data' : 'system';
    said.namespace = config.getContextObject(config.getCurrentContext())?.namespace ?? null;
    const api = config.makeApiClient(VersionApi);
    stage = 'transport';
    await timely(api.getCode());
  } catch (error) {
    said.stage = stage;
    said.error = words(error);
  }
  if (bringsRoots === false) said.ca = 'system';
  return said;
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await answer(JSON.parse(line))));
}
process.exit(0);
