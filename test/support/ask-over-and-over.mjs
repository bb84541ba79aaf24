// Asks for one thing over and over in a process of its own, so that what a test does meanwhile is not measured along.
import { setTimeout as pause } from 'node:timers/promises';

const [url, token] = process.argv.slice(2);
let over = true;

process.on('message', (what) => {
  over = what !== 'ask';
  if (!over)
    ask().then(
      (times) => process.send({ times }),
      (error) => process.send({ error: String(error) }),
    );
});
process.on('disconnect', () => process.exit());

async function ask() {
  const times = [];
  while (!over) {
    const start = performance.now();
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${url} gave ${answer.status}`);
    times.push(performance.now() - start);
    // Asking costs the product as well, and forty times a second are enough to see one wait in a hundred.
    await pause(15);
  }
  return times;
}
