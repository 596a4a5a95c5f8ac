/** A board as its phone views are given it. */

import type { BoardMine, BoardPhones, BoardTeam, KindPhoneProps } from '@wire';

export type BoardProps = KindPhoneProps<BoardPhones, BoardTeam, BoardMine>;
