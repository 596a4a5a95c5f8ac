/** Rounds as the wall is given them. */

import type { KindProjectorProps } from '@kit';
import type { Wall } from '../views';

export type WallProps = KindProjectorProps<Wall>;
