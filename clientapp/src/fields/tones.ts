import { toneOf, type Tone } from '../ui/Badge';

/** The house's palette as it looks. */
const tones: Record<string, Tone> = { grey: 'neutral', blue: 'brand', green: 'good', yellow: 'warn', orange: 'orange', red: 'bad', purple: 'violet', teal: 'teal' };

export const toneOfColor = (color: string): Tone => tones[color] ?? 'neutral';

/** Where a customer stands tells its colour as long as nobody chose another; other codes get one by their name. */
const statusTones: Record<string, Tone> = { potential: 'slate', contacted: 'brand', negotiating: 'warn', active: 'good', dormant: 'orange', lost: 'bad' };
export const toneOfCode = (codeList: string | undefined, code: string): Tone => (codeList === 'customer_status' ? statusTones[code] : undefined) ?? toneOf(code);
export const toneOfItem = (codeList: string, { code, color }: { code: string; color: string | null }): Tone => (color ? toneOfColor(color) : toneOfCode(codeList, code));
