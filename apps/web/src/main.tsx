import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { activateLocale, chooseLocale } from './i18n/activate-locale.js';
import './styles/index.css';

await activateLocale(chooseLocale());
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
