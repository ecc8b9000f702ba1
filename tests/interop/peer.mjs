/*
 * Independent implementations behind one door.
 *
 * Reads one JSON request a line, {"operation": …, …}, and answers it with one line:
 * {"value": …} or {"error": …}. Contexts are the files that Insygnia ships, did:key is worked out,
 * further documents come with the request. Only where a request says `origin` are documents of that
 * https server fetched, and its did:web found by their own resolver; all else is refused.
 */
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {createFromMultibase, driver} from '@digitalbazaar/did-method-key';
import {driver as webDriver} from '@digitalbazaar/did-method-web';
import * as ecdsaJcs2019 from '@digitalbazaar/ecdsa-jcs-2019-cryptosuite';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import {cryptosuite as ecdsaRdfc2019} from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import * as ecdsaSd2023 from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {Ed25519Signature2020} from '@digitalbazaar/ed25519-signature-2020';
import {Ed25519VerificationKey2020} from '@digitalbazaar/ed25519-verification-key-2020';
import * as eddsaJcs2022 from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import {cryptosuite as eddsaRdfc2022} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {httpClient} from '@digitalbazaar/http-client';
import * as vc from '@digitalbazaar/vc';
import * as statusLists from '@digitalbazaar/vc-bitstring-status-list';
import {importJWK, jwtVerify, SignJWT} from 'jose';
import jsonld from 'jsonld';
import {readFileSync} from 'node:fs';
import {createInterface} from 'node:readline';

const CONTEXTS = new URL('../../contexts/', import.meta.url);

const SUITES = {
  'eddsa-rdfc-2022': {sign: () => eddsaRdfc2022, verify: () => eddsaRdfc2022},
  'ecdsa-rdfc-2019': {sign: () => ecdsaRdfc2019, verify: () => ecdsaRdfc2019},
  'eddsa-jcs-2022': {
    sign: eddsaJcs2022.createSignCryptosuite,
    verify: eddsaJcs2022.createVerifyCryptosuite
  },
  'ecdsa-jcs-2019': {
    sign: ecdsaJcs2019.createSignCryptosuite,
    verify: ecdsaJcs2019.createVerifyCryptosuite
  },
  'ecdsa-sd-2023': {
    sign: ecdsaSd2023.createSignCryptosuite,
    verify: ecdsaSd2023.createVerifyCryptosuite
  }
};

const MULTIKEYS = multikeyDriver();
const OLD_KEYS = driver();
OLD_KEYS.use({
  multibaseMultikeyHeader: 'z6Mk',
  fromMultibase: createFromMultibase(Ed25519VerificationKey2020)
});

const contexts = shippedContexts();

const operations = {
  async verifyCredential({credential, suites, documents, origin}) {
    const documentLoader = loader(suites, documents, origin);
    const suite = suites.map(verifyingSuite);
    const checkStatus = async () => clear(
      await statusLists.checkStatus({credential, documentLoader, suite}));
    return outcome(await vc.verifyCredential({credential, suite, documentLoader, checkStatus}));
  },

  async checkStatus({credential, suites, documents, origin}) {
    const documentLoader = loader(suites, documents, origin);
    const suite = suites.map(verifyingSuite);
    return outcome(clear(await statusLists.checkStatus({credential, documentLoader, suite})));
  },

  async signCredential({credential, suite, key, created, mandatoryPointers}) {
    const documentLoader = loader([suite]);
    const signing = await signingSuite(suite, key, created, {mandatoryPointers});
    return vc.issue({credential, suite: signing, documentLoader});
  },

  async derive({credential, selectivePointers}) {
    const cryptosuite = ecdsaSd2023.createDiscloseCryptosuite({selectivePointers});
    const suite = new DataIntegrityProof({cryptosuite});
    const documentLoader = loader(['ecdsa-sd-2023']);
    return vc.derive({verifiableCredential: credential, suite, documentLoader});
  },

  async signPresentation({presentation, suite, key, created, challenge, domain}) {
    const signing = await signingSuite(suite, key, created, {});
    const documentLoader = loader([suite]);
    return vc.signPresentation(
      {presentation, suite: signing, challenge, domain, documentLoader});
  },

  async verifyPresentation({presentation, suites, challenge, domain}) {
    const suite = suites.map(verifyingSuite);
    const documentLoader = loader(suites);
    return outcome(await vc.verify({presentation, suite, challenge, domain, documentLoader}));
  },

  async signJwt({payload, header, jwk}) {
    const key = await importJWK(jwk, header.alg);
    return new SignJWT(payload).setProtectedHeader(header).sign(key);
  },

  async verifyJwt({token, jwk, algorithm}) {
    const key = await importJWK(jwk, algorithm);
    const {payload} = await jwtVerify(token, key, {algorithms: [algorithm]});
    return payload;
  },

  async canonize({document, hash}) {
    return jsonld.canonize(document, {
      algorithm: 'RDFC-1.0', format: 'application/n-quads', base: null, safe: true,
      canonizeOptions: {messageDigestAlgorithm: hash}, documentLoader: loader([])
    });
  },

  async encodeStatusList({length, indexes}) {
    const list = await statusLists.createList({length});
    indexes.forEach(index => list.setStatus(index, true));
    return list.encode();
  },

  async decodeStatusList({encodedList}) {
    const {bitstring} = await statusLists.decodeList({encodedList});
    return Buffer.from(bitstring.bits).toString('base64');
  },

  async readStatusList({encodedList}) {
    const list = await statusLists.decodeList({encodedList});
    return [...Array(list.length).keys()].filter(index => list.getStatus(index));
  }
};

function multikeyDriver() {
  const multikeys = driver();
  const kinds = {z6Mk: Ed25519Multikey.from, zDna: EcdsaMultikey.from, z82L: EcdsaMultikey.from};
  for(const [multibaseMultikeyHeader, fromMultibase] of Object.entries(kinds)) {
    multikeys.use({multibaseMultikeyHeader, fromMultibase});
  }
  return multikeys;
}

function shippedContexts() {
  const {documents} = JSON.parse(readFileSync(new URL('manifest.json', CONTEXTS)));
  const current = documents.filter(({edition}) => !edition);
  return new Map(current.map(({url, file}) =>
    [url, JSON.parse(readFileSync(new URL(`documents/${file}`, CONTEXTS)))]));
}

function loader(suites, documents = {}, origin = null) {
  const keys = suites.includes('Ed25519Signature2020') ? OLD_KEYS : MULTIKEYS;
  return async url => {
    const document = contexts.get(url) ?? documents[url] ??
      (url.startsWith('did:key:') ? await keys.get({url}) : await fetched(url, origin));
    if(document === undefined) {
      throw new Error(`${url} is not to be had here`);
    }
    return {contextUrl: null, documentUrl: url, document: structuredClone(document)};
  };
}

async function fetched(url, origin) {
  if(origin === null) {
    return undefined;
  }
  if(url.startsWith('did:web:')) {
    return webDriver({allowList: [new URL(origin).host]}).get({url});
  }
  if(url.startsWith(`${origin}/`)) {
    const {data} = await httpClient.get(url);
    return data;
  }
}

async function signingSuite(name, key, created, options) {
  if(name === 'Ed25519Signature2020') {
    const pair = await Ed25519Multikey.from(key);
    const old = {...await OLD_KEYS.get({url: key.id}), signer: () => pair.signer()};
    return new Ed25519Signature2020({key: old, date: created});
  }
  const family = key.publicKeyMultibase.startsWith('z6Mk') ? Ed25519Multikey : EcdsaMultikey;
  const pair = await family.from(key);
  const cryptosuite = SUITES[name].sign(options);
  return new DataIntegrityProof({signer: pair.signer(), cryptosuite, date: created});
}

function verifyingSuite(name) {
  if(name === 'Ed25519Signature2020') {
    return new Ed25519Signature2020();
  }
  return new DataIntegrityProof({cryptosuite: SUITES[name].verify({})});
}

function clear({verified, error, results = []}) {
  const isSet = results.some(({status}) => status !== false);
  return {verified: verified && !isSet, error: error ?? (isSet ? new Error('revoked') : undefined)};
}

function outcome({verified, error, statusResult}) {
  const reason = error ?? statusResult?.error;
  return {verified, reason: verified ? null : explained(reason)};
}

function explained(error) {
  const errors = [error, ...(error?.errors ?? []), error?.cause].filter(Boolean);
  return errors.map(e => `${e.name}: ${e.message}`).join(' | ') || 'not verified';
}

for await (const line of createInterface({input: process.stdin})) {
  let answer;
  try {
    const {operation, ...facts} = JSON.parse(line);
    answer = {value: await operations[operation](facts) ?? null};
  } catch(error) {
    answer = {error: explained(error)};
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
