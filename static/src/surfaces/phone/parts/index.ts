/** The building blocks that the phone hands to each kind. */

import type { PhoneParts } from '@wire';
import { Chips } from './Chips';
import { Composer } from './Composer';
import { Notice } from './Notice';
import { Refusals } from './Refusals';
import { Says } from './Says';
import { Scribe } from './Scribe';

export const parts: PhoneParts = { Composer, Chips, Notice, Says, Refusals, Scribe };
