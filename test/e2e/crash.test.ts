import { survivesCuts } from './crash/survives-cuts.ts';

survivesCuts(['before intent', 'after intent', 'after effect', 'during verify'], 20);
