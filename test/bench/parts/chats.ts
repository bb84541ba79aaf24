import { openFloorAt } from '../floor-process.js';
import { interleave, pairsOf } from '../interleave.js';
import type { Part } from '../part.js';
import { floorCrowd, ourCrowd } from '../sockets.js';
import { visit } from '../../support/visitor.js';

const clients = 200;
const each = 10;

/** P7: two hundred shoppers, each of whom writes again when the message before is acknowledged. */
export const chats: Part = async ({ admin, floorUrl, waypost, owner, chatChannelId }, runs) => {
  const visitors: string[] = [];
  while (visitors.length < clients) visitors.push((await visit(waypost.url, chatChannelId)).visitorToken);
  const floor = await openFloorAt('socket', floorUrl);
  const stored = async () =>
    Number((await owner.query(`select count(*) from messages where direction = 'inbound'`)).rows[0].count);
  const ours = async () => {
    const before = await stored();
    const perSecond = await ourCrowd(waypost.url, { visitors, agent: admin.token! }, each);
    const more = (await stored()) - before;
    if (more !== clients * each) throw new Error(`Of ${clients * each} messages ${more} are stored`);
    return perSecond;
  };
  await ours();
  await owner.query('analyze');
  const measured = await interleave(runs, () => floorCrowd(floor.url, clients, each), ours);
  floor.close();
  const pairs = pairsOf(measured, (perSecond) => perSecond);
  return [{ id: 'P7', what: `messages of ${clients} chat clients`, unit: '/s', ratioLeast: 0.8, pairs }];
};
