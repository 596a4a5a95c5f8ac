/** Every test of the front end leaves an empty page behind. */

import { cleanup } from '@testing-library/preact';
import { afterEach } from 'vitest';

afterEach(cleanup);
