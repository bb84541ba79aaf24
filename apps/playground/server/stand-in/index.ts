export { asciiJson, formOf, jsonOf, postHook, send } from './exchange.js';
export { isTaken, type Misbehaviour, misbehave } from './misbehaviour.js';
export { StandInServer } from './stand-in-server.js';
