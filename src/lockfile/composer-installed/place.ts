/** From the file to the directory of the project. */
export const project = '../..';
