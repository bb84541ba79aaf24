import type { ComponentChildren } from 'preact';

export interface Product {
  sku: 'TEA-01' | 'CUP-02' | 'THR-03' | 'LMP-04' | 'BWL-05';
  price: string;
  drawing: ComponentChildren;
}

const sea = '#4d6f75';
const deep = '#38565c';
const pale = '#5d8287';
const oak = '#8f6b3f';
const brass = '#c9a46c';

/** What the shop sells, named in the catalogues and drawn by a few plain shapes each. */
export const products: Product[] = [
  {
    sku: 'TEA-01',
    price: '98.00',
    drawing: (
      <svg viewBox="0 0 320 260" aria-hidden="true">
        <ellipse cx="160" cy="222" rx="110" ry="12" fill="#0002" />
        <path d="M112 92c0-56 96-56 96 0" fill="none" stroke={oak} stroke-width="9" />
        <path d="M232 152c34-2 30-36 58-48l8 10c-18 14-14 56-58 64z" fill={deep} />
        <path d="M84 128c-34-4-52 10-50 36s22 40 46 42" fill="none" stroke={deep} stroke-width="13" />
        <path d="M160 98c54 0 80 34 80 66s-34 56-80 56-80-24-80-56 26-66 80-66z" fill={sea} />
        <path d="M160 98c-54 0-80 34-80 66s34 56 80 56c-24-14-42-30-42-60s14-50 42-62z" fill={pale} />
        <path d="M104 108c10-26 34-34 56-34s46 8 56 34z" fill={pale} />
        <ellipse cx="160" cy="108" rx="58" ry="9" fill={deep} />
        <circle cx="160" cy="66" r="12" fill={brass} />
      </svg>
    ),
  },
  {
    sku: 'CUP-02',
    price: '34.00',
    drawing: (
      <svg viewBox="0 0 120 90" aria-hidden="true">
        <path d="M18 30h38v30c0 10-6 16-19 16s-19-6-19-16z" fill={sea} />
        <path d="M64 26h38v30c0 10-6 16-19 16s-19-6-19-16z" fill={pale} />
        <path d="M18 30h38v7H18zM64 26h38v7H64z" fill={deep} />
      </svg>
    ),
  },
  {
    sku: 'THR-03',
    price: '129.00',
    drawing: (
      <svg viewBox="0 0 120 90" aria-hidden="true">
        <path d="M24 22h72v44H24z" fill="#b9a68a" />
        <path d="M24 30h72M24 40h72M24 50h72M24 60h72" stroke="#d8cab2" stroke-width="3" />
        <path d="M28 66v9m8-9v9m8-9v9m8-9v9m8-9v9m8-9v9m8-9v9m8-9v9m8-9v9" stroke="#b9a68a" stroke-width="2" />
      </svg>
    ),
  },
  {
    sku: 'LMP-04',
    price: '189.00',
    drawing: (
      <svg viewBox="0 0 120 90" aria-hidden="true">
        <path d="M42 14h36l14 32H28z" fill="#e6c98f" />
        <path d="M58 46h4v26h-4z" fill={oak} />
        <path d="M44 72h32v5H44z" fill={oak} />
      </svg>
    ),
  },
  {
    sku: 'BWL-05',
    price: '46.00',
    drawing: (
      <svg viewBox="0 0 120 90" aria-hidden="true">
        <path d="M18 38h84c0 24-18 36-42 36S18 62 18 38z" fill="#7f957f" />
        <ellipse cx="60" cy="38" rx="42" ry="8" fill="#5f7560" />
      </svg>
    ),
  },
];
