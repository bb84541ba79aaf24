// Asks for one thing over and over from a thread of its own, so that what a test does meanwhile is not measured along.
import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

const { url, headers } = workerData;
let over = true;

parentPort.on('message', (what) => {
  over = what !== 'ask';
  if (!over) void ask().then((times) => parentPort.postMessage({ times }), (error) => parentPort.postMessage({ error: String(error) }));
});

async function ask() {
  const times = [];
  while (!over) {
    const start = performance.now();
    const answer = await fetch(url, { headers });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${url} gave ${answer.status}`);
    times.push(performance.now() - start);
    await pause(5);
  }
  return times;
}
