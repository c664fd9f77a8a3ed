import { Cake, CalendarHeart, FileSignature, Flag, PartyPopper, type LucideIcon } from 'lucide-react';
import type { Occasion } from './care.queries';

export const kindIcons: Record<Occasion['kind'], LucideIcon> = { birthday: Cake, founding: Flag, contract: FileSignature, festival: PartyPopper, own: CalendarHeart };
