import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import i18next from 'i18next';
import { afterEach, beforeEach } from 'vitest';
import { loadTexts, startI18n } from '../i18n/i18n';

// What jsdom lacks of a browser, at a desk.
globalThis.matchMedia = window.matchMedia = ((query: string) => Object.assign(new EventTarget(), { matches: query === '(pointer: fine)', media: query })) as unknown as typeof matchMedia;
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
HTMLElement.prototype.showPopover ??= function (this: HTMLElement) {
  this.removeAttribute('popover'); // With it jsdom would keep the panel hidden.
};
HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
  this.open = true;
};
HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
  this.open = false;
};

// A busy machine may take longer than the usual second for the first page of a file.
configure({ asyncUtilTimeout: 5_000 });

await startI18n('zh-CN');
await loadTexts('common', 'customers', 'lists');

beforeEach(() => localStorage.clear());
afterEach(async () => {
  cleanup();
  await i18next.changeLanguage('zh-CN');
});
