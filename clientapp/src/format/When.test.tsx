import { act, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { When } from './When';

afterEach(() => vi.useRealTimers());

test('how long ago something was goes on while the page stands open', () => {
  vi.useFakeTimers({ now: new Date('2026-11-21T02:00:30Z') });
  render(<When value="2026-11-21T01:58:00Z" />);
  expect(screen.getByText('2 分钟前')).toBeInTheDocument();

  act(() => vi.advanceTimersByTime(60_000));
  expect(screen.getByText('3 分钟前')).toBeInTheDocument();
});
