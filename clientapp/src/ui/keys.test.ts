import { expect, test } from 'vitest';
import { isEnter, isTyping } from './keys';

test('the Enter that chooses a Chinese word is not an Enter', () => {
  expect(isEnter(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true }))).toBe(false);
  expect(isEnter(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229 }))).toBe(false);
  expect(isEnter(new KeyboardEvent('keydown', { key: 'Enter' }))).toBe(true);
});

test('single keys are text in inputs and shortcuts on checkboxes', () => {
  const box = Object.assign(document.createElement('input'), { type: 'checkbox' });
  expect(isTyping(document.createElement('textarea'))).toBe(true);
  expect(isTyping(box)).toBe(false);
});
