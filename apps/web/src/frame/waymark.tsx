import { Pause } from 'lucide-react';
import type { Sign } from '../inbox/model/clock.js';

/** A deadline as a sign that points on. */
export function Waymark({ sign }: { sign: Sign }) {
  return (
    <span className={`waymark ${sign.state}`} title={sign.label}>
      {sign.state === 'paused' && <Pause className="icon tiny" aria-hidden />}
      <span aria-hidden>{sign.text}</span>
      <span className="hidden">{sign.label}</span>
    </span>
  );
}
